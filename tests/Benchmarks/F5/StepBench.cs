using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Conversion;
using IShowTts.Tts.F5.Graphs;
using IShowTts.Tts.F5.Sampling;
using IShowTts.Tts.Onnx.Writing;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace IShowTts.Benchmarks.F5;

/// <summary>The step graph of the published size with random weights, and realistic inputs for it from the other graphs.</summary>
internal sealed class StepBench : IDisposable
{
    public static readonly F5Architecture Architecture = new(1024, 22, 16, 64, 2048, 512, 4, 2545);
    private static readonly float[] s_times = [0.02f, 0.35f, 0.8f];
    private readonly string _folder;
    private readonly Func<string, InferenceSession> _open;
    private readonly CheckpointWeights _weights = new(RandomWeights.ForF5("full-dev-v1", Architecture), "ema_model.transformer.");
    private readonly OrtValue _modulations;

    public StepBench(string folder, Func<string, InferenceSession> open)
    {
        _folder = folder;
        _open = open;
        _modulations = Value(s_times.Length, ModulationGraph.Vectors(Architecture), Architecture.Dim);
        using var times = Value(s_times.Length);
        s_times.CopyTo(times.GetTensorMutableDataAsSpan<float>());
        using var session = Write("modulation", file => ModulationGraph.Build(Architecture, _weights, file));
        Run(session, [("time", times)], [("modulations", _modulations)]);
    }

    /// <summary>Times at which velocities are compared.</summary>
    public static int Times => s_times.Length;

    /// <summary>Work of a step in FLOP, by f5-tts.md 11, without the modulations, which are not in the step.</summary>
    public static double Work(int frames, int rows) => rows * ((378.89e6 * frames) + (90112.0 * frames * frames));

    /// <summary>Writes and opens a step graph.</summary>
    public InferenceSession Open(string name, F5Precision precision, Int8Rule? rule = null) =>
        Write(name, file => StepGraph.Build(Architecture, _weights, file, precision, batch: false, rule));

    /// <summary>Constant part of an utterance of so many frames, a third of it prompt.</summary>
    public OrtValue Constant(int frames)
    {
        using var ids = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Int64, [1, frames]);
        using var cond = Value(1, frames, F5Architecture.MelBins);
        var constant = Value(2, 1, frames, Architecture.Dim);
        var tokens = ids.GetTensorMutableDataAsSpan<long>();
        tokens.Clear();
        for (var i = 0; i < frames / 6; i++)
        {
            tokens[i] = 1 + (i * 37 % Architecture.VocabularySize);
        }

        var prompt = cond.GetTensorMutableDataAsSpan<float>();
        prompt.Clear();
        FlowNoise.Fill(7, 0, prompt[..(frames / 3 * F5Architecture.MelBins)]);
        System.Numerics.Tensors.TensorPrimitives.Multiply(prompt, 2, prompt);
        using var session = Write("text", file => TextGraph.Build(Architecture, _weights, file, batch: false));
        Run(session, [("ids", ids), ("cond", cond)], [("constant", constant)]);
        return constant;
    }

    /// <summary>Runs steps at the times of comparison, each from the same noise.</summary>
    /// <returns>Velocities, and the shortest time of a step in seconds when <paramref name="runs"/> is not 0.</returns>
    public (float[][] Velocities, double Seconds) Run(InferenceSession session, OrtValue constant, int frames, int runs)
    {
        using var state = Value(1, frames, F5Architecture.MelBins);
        using var previous = Value(1, frames, F5Architecture.MelBins);
        using var solver = Value(s_times.Length, StepGraph.SolverColumns);
        using var next = Value(1, frames, F5Architecture.MelBins);
        using var velocity = Value(1, frames, F5Architecture.MelBins);
        using var step = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Int64, []);
        using var after = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Int64, []);
        FlowNoise.Fill(1, 0, state.GetTensorMutableDataAsSpan<float>());
        previous.GetTensorMutableDataAsSpan<float>().Clear();
        var weights = solver.GetTensorMutableDataAsSpan<float>();
        for (var i = 0; i < s_times.Length; i++)
        {
            ((ReadOnlySpan<float>)[0.1f, 0, 3, -2]).CopyTo(weights[(i * StepGraph.SolverColumns)..]);
        }

        (string, OrtValue)[] inputs = [("state", state), ("previous", previous), ("constant", constant), ("modulations", _modulations), ("solver", solver), ("step", step)];
        (string, OrtValue)[] outputs = [("next_state", next), ("velocity", velocity), ("next_step", after)];
        var velocities = new float[s_times.Length][];
        for (var i = 0; i < s_times.Length; i++)
        {
            step.GetTensorMutableDataAsSpan<long>()[0] = i;
            Run(session, inputs, outputs);
            velocities[i] = velocity.GetTensorDataAsSpan<float>().ToArray();
        }

        if (runs == 0)
        {
            return (velocities, 0);
        }

        using var binding = Bind(session, inputs, outputs);
        using var options = new RunOptions();
        return (velocities, GemmCeiling.BestSeconds(0, runs, () => session.RunWithBinding(options, binding)));
    }

    /// <inheritdoc/>
    public void Dispose() => _modulations.Dispose();

    private static OrtValue Value(params long[] shape) => OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, shape);

    private static void Run(InferenceSession session, (string Name, OrtValue Value)[] inputs, (string Name, OrtValue Value)[] outputs)
    {
        using var binding = Bind(session, inputs, outputs);
        using var options = new RunOptions();
        session.RunWithBinding(options, binding);
    }

    private static OrtIoBinding Bind(InferenceSession session, (string Name, OrtValue Value)[] inputs, (string Name, OrtValue Value)[] outputs)
    {
        var binding = session.CreateIoBinding();
        foreach (var (name, value) in inputs)
        {
            binding.BindInput(name, value);
        }

        foreach (var (name, value) in outputs)
        {
            binding.BindOutput(name, value);
        }

        return binding;
    }

    private InferenceSession Write(string name, Func<OnnxWeightsFile, OnnxGraph> build)
    {
        var path = Path.Combine(_folder, name + ".onnx");
        using (var file = new OnnxWeightsFile(Path.Combine(_folder, name + ".weights")))
        {
            OnnxModelFile.Write(build(file), path, new Dictionary<string, string>());
        }

        return _open(path);
    }
}
