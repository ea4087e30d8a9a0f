using IShowTts.Tts.F5.Graphs;
using IShowTts.Tts.F5.Sampling;
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

    /// <summary>Number of steps.</summary>
    public int Count => _steps.Length;

    /// <summary>AdaLN vectors, <c>[step, vector, dim]</c>.</summary>
    public OrtValue Modulations { get; }

    /// <summary>Solver weights, <c>[step, 4]</c>.</summary>
    public OrtValue Solver { get; }

    /// <summary>Computes the vectors.</summary>
    /// <param name="session">The modulation graph.</param>
    /// <param name="memory">Where the step graph wants them.</param>
    /// <param name="architecture">Sizes.</param>
    /// <param name="steps">The schedule; copied.</param>
    public static ModulatedSchedule Compute(InferenceSession session, DeviceMemory memory, F5Architecture architecture, IReadOnlyList<FlowStep> steps)
    {
        FlowStep[] copy = [.. steps];
        using var times = DeviceMemory.Host(TensorElementType.Float, copy.Length);
        var solver = DeviceMemory.Host(TensorElementType.Float, copy.Length, StepGraph.SolverColumns);
        var modulations = memory.Allocate(TensorElementType.Float, copy.Length, ModulationGraph.Vectors(architecture), architecture.Dim);
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
            binding.SynchronizeBoundInputs();
            session.RunWithBinding(options, binding);
            binding.SynchronizeBoundOutputs();
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
    public bool IsGuided(int step) => IsGuided(_steps[step]);

    /// <inheritdoc/>
    public void Dispose()
    {
        Modulations.Dispose();
        Solver.Dispose();
    }

    private static bool IsGuided(FlowStep step) => step.Guidance >= (float)FlowSchedule.LeastGuidance;

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
