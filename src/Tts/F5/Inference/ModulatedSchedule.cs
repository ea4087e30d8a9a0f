using IShowTts.Tts.F5.Graphs;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace IShowTts.Tts.F5.Inference;

/// <summary>A schedule as the step graph reads it: AdaLN vectors of every step and the solver's weights.</summary>
internal sealed class ModulatedSchedule : IDisposable
{
    private readonly FlowStep[] _steps;

    private ModulatedSchedule(FlowStep[] steps, OrtValue modulations, OrtValue solver)
    {
        _steps = steps;
        Modulations = modulations;
        Solver = solver;
    }

    /// <summary>AdaLN vectors, <c>[step, vector, dim]</c>.</summary>
    public OrtValue Modulations { get; }

    /// <summary>Solver weights, <c>[step, 4]</c>.</summary>
    public OrtValue Solver { get; }

    /// <summary>Computes the vectors.</summary>
    /// <param name="session">The modulation graph.</param>
    /// <param name="architecture">Sizes.</param>
    /// <param name="steps">The schedule; copied.</param>
    public static ModulatedSchedule Compute(InferenceSession session, F5Architecture architecture, IReadOnlyList<FlowStep> steps)
    {
        FlowStep[] copy = [.. steps];
        var cpu = OrtAllocator.DefaultInstance;
        using var times = OrtValue.CreateAllocatedTensorValue(cpu, TensorElementType.Float, [copy.Length]);
        var solver = OrtValue.CreateAllocatedTensorValue(cpu, TensorElementType.Float, [copy.Length, StepGraph.SolverColumns]);
        var modulations = OrtValue.CreateAllocatedTensorValue(
            cpu, TensorElementType.Float, [copy.Length, ModulationGraph.Vectors(architecture), architecture.Dim]);
        var result = new ModulatedSchedule(copy, modulations, solver);
        try
        {
            var time = times.GetTensorMutableDataAsSpan<float>();
            var table = solver.GetTensorMutableDataAsSpan<float>();
            for (var i = 0; i < copy.Length; i++)
            {
                time[i] = copy[i].Time;
                Weights(copy[i], table.Slice(i * StepGraph.SolverColumns, StepGraph.SolverColumns));
            }

            using var binding = session.CreateIoBinding();
            using var options = new RunOptions();
            binding.BindInput("time", times);
            binding.BindOutput("modulations", modulations);
            session.RunWithBinding(options, binding);
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    /// <summary>Whether this is that schedule.</summary>
    public bool Is(IReadOnlyList<FlowStep> steps) => _steps.SequenceEqual(steps);

    /// <summary>Whether a step needs the unguided row.</summary>
    public static bool IsGuided(FlowStep step) => step.Guidance >= 1e-5f;

    /// <inheritdoc/>
    public void Dispose()
    {
        Modulations.Dispose();
        Solver.Dispose();
    }

    // v = guided + s·(guided − unguided) = (1 + s)·guided − s·unguided.
    private static void Weights(FlowStep step, Span<float> row)
    {
        var guidance = IsGuided(step) ? step.Guidance : 0;
        row[0] = step.VelocityWeight;
        row[1] = step.PreviousVelocityWeight;
        row[2] = 1 + guidance;
        row[3] = -guidance;
    }
}
