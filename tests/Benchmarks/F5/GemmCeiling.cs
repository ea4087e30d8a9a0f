using System.Diagnostics;
using IShowTts.Tts.Onnx.Writing;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace IShowTts.Benchmarks.F5;

/// <summary>The best that ONNX Runtime's matrix product reaches on this machine: what any graph can hope for.</summary>
internal static class GemmCeiling
{
    private static readonly (int Rows, int Columns, int Depth)[] s_sizes = [(2048, 2048, 2048), (3000, 2048, 1024)];

    /// <summary>Measures.</summary>
    /// <param name="folder">For the small models.</param>
    /// <param name="open">Opens a session (path).</param>
    /// <returns>GFLOP/s, the best of several runs of several sizes as MatMul and as Gemm.</returns>
    public static double Measure(string folder, Func<string, InferenceSession> open) =>
        s_sizes.SelectMany(size => new[] { "MatMul", "Gemm" }.Select(operation => Measure(folder, open, operation, size))).Max();

    private static double Measure(string folder, Func<string, InferenceSession> open, string operation, (int Rows, int Columns, int Depth) size)
    {
        var path = Path.Combine(folder, $"{operation}{size.Rows}.onnx");
        using (var file = new OnnxWeightsFile(Path.ChangeExtension(path, ".weights")))
        {
            var graph = new OnnxGraph("ceiling", file);
            graph.Input("x", OnnxType.Float, size.Rows, size.Depth);
            graph.Weight("w", OnnxType.Float, [size.Depth, size.Columns], static (_, destination) => destination.Fill(0.5f));
            graph.Add("y", operation, ["x", "w"]);
            graph.Output("y", OnnxType.Float, size.Rows, size.Columns);
            OnnxModelFile.Write(graph, path, new Dictionary<string, string>());
        }

        using var session = open(path);
        using var input = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, [size.Rows, size.Depth]);
        using var output = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, [size.Rows, size.Columns]);
        input.GetTensorMutableDataAsSpan<float>().Fill(0.25f);
        using var binding = session.CreateIoBinding();
        binding.BindInput("x", input);
        binding.BindOutput("y", output);
        using var options = new RunOptions();
        return 2.0 * size.Rows * size.Columns * size.Depth / BestSeconds(2, 10, () => session.RunWithBinding(options, binding)) / 1e9;
    }

    /// <summary>Shortest of some runs after some to warm up.</summary>
    public static double BestSeconds(int before, int runs, Action run)
    {
        for (var i = 0; i < before; i++)
        {
            run();
        }

        var best = double.MaxValue;
        for (var i = 0; i < runs; i++)
        {
            var started = Stopwatch.GetTimestamp();
            run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return best;
    }
}
