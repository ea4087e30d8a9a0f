using IShowTts.Tts.Onnx.Writing;
using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.Onnx;

/// <summary>
/// The machine's ceiling: how fast ONNX Runtime multiplies matrices where models run, which no graph of linear layers can pass. The matrices are weights
/// that stay where the provider computes, several products follow each other in one run, and only one number comes back, so that neither copies nor
/// launches are in the figure.
/// </summary>
internal sealed class GemmCeiling(OnnxSessions sessions, TimeProvider time) : IGemmCeiling
{
    private const int Products = 4;
    private const int MostRuns = 12;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(4);

    // A square, and the shape of a feed-forward layer at 1500 mel frames with two rows.
    private static readonly (int Rows, int Columns, int Inner)[] s_shapes = [(2048, 2048, 2048), (3000, 2048, 1024)];

    /// <inheritdoc/>
    public IReadOnlyList<GemmMeasurement> Measure(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("ishowtts-gemm-").FullName;
        try
        {
            return [.. s_shapes.Select(shape => Measure(folder, shape.Rows, shape.Columns, shape.Inner, cancellationToken))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Measures products of one shape.</summary>
    /// <param name="folder">For the model, which may stay there.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="inner">Length of each sum.</param>
    /// <param name="cancellationToken">Ends it between two runs.</param>
    internal GemmMeasurement Measure(string folder, int rows, int columns, int inner, CancellationToken cancellationToken)
    {
        var path = WriteModel(folder, rows, columns, inner);
        using var session = sessions.Open(path, "matrix products", fixedShapes: true);
        using var input = OrtValue.CreateTensorValueFromMemory(new float[1], [1]);
        using var options = new RunOptions();
        var flop = 2.0 * rows * columns * inner * Products;
        var rates = new List<double>(MostRuns);
        var begun = time.GetTimestamp();
        // The first run packs and warms up.
        for (var run = 0; run <= MostRuns && (run < 3 || time.GetElapsedTime(begun) < s_longest); run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var started = time.GetTimestamp();
            try
            {
                session.Run(options, ["x"], [input], ["largest"]).Dispose();
            }
            catch (OnnxRuntimeException exception)
            {
                throw OnnxFailure.Running("matrix products", exception);
            }

            if (run > 0)
            {
                rates.Add(flop / time.GetElapsedTime(started).TotalSeconds / 1e9);
            }
        }

        rates.Sort();
        return new GemmMeasurement(rows, columns, inner, rates[^1], rates[rates.Count / 2]);
    }

    // (a + x)·b·c·b·c: the input keeps ONNX Runtime from computing it all beforehand; b is [inner, columns], c is [columns, inner].
    private static string WriteModel(string folder, int rows, int columns, int inner)
    {
        var name = FormattableString.Invariant($"gemm-{rows}-{columns}-{inner}");
        var path = Path.Combine(folder, name + ".onnx");
        using var weights = new OnnxWeightsFile(Path.Combine(folder, name + ".bin"));
        var graph = new OnnxGraph(name, weights);
        var x = graph.Input("x", OnnxType.Float, 1L);
        var a = graph.Weight("a", OnnxType.Float, [rows, inner], Values(1));
        var b = graph.Weight("b", OnnxType.Float, [inner, columns], Values(inner));
        var c = graph.Weight("c", OnnxType.Float, [columns, inner], Values(columns));
        var value = graph.Add("a+x", "Add", [a, x]);
        for (var product = 0; product < Products; product++)
        {
            value = graph.Add(FormattableString.Invariant($"product{product}"), "MatMul", [value, product % 2 == 0 ? b : c]);
        }

        graph.Add("largest", "ReduceMax", [value], OnnxAttribute.Int("keepdims", 0));
        graph.Output("largest", OnnxType.Float);
        OnnxModelFile.Write(graph, path, new Dictionary<string, string>());
        return path;
    }

    // Numbers from −1 to 1, scaled so that each product keeps the size of its values; a plain rule is random enough for time.
    private static FloatReader Values(int terms) => (start, destination) =>
    {
        var scale = (float)Math.Sqrt(3.0 / terms);
        for (var index = 0; index < destination.Length; index++)
        {
            destination[index] = scale * (((start + index) * 7919 % 2003 / 1001f) - 1);
        }
    };
}
