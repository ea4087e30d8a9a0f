using IShowTts.Tts.Onnx.Writing;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace IShowTts.Tts.Tests.F5.Graphs;

/// <summary>Runs a graph in the making with any of its values as outputs.</summary>
internal static class GraphRun
{
    /// <summary>Builds, writes, opens and runs a graph.</summary>
    /// <param name="build">Builds it over the weights file given.</param>
    /// <param name="reveal">Values wanted, beside the graph's own outputs.</param>
    /// <param name="inputs">Name and tensor; disposed here.</param>
    public static Dictionary<string, float[]> Run(Func<OnnxWeightsFile, OnnxGraph> build, IEnumerable<string> reveal, Dictionary<string, OrtValue> inputs)
    {
        var directory = Directory.CreateTempSubdirectory("ishowtts-graph-").FullName;
        try
        {
            OnnxGraph graph;
            using (var file = new OnnxWeightsFile(Path.Combine(directory, "graph.weights")))
            {
                graph = build(file);
            }

            foreach (var value in reveal.Except(graph.Outputs.Select(static output => output.Name)).Distinct())
            {
                graph.Reveal(value, OnnxType.Float);
            }

            var path = Path.Combine(directory, "graph.onnx");
            OnnxModelFile.Write(graph, path, new Dictionary<string, string>());
            using var session = TinyModel.OpenSession(path);
            using var options = new RunOptions();
            string[] outputs = [.. graph.Outputs.Where(static output => output.Type == OnnxType.Float).Select(static output => output.Name)];
            using var results = session.Run(options, [.. inputs.Keys], [.. inputs.Values], outputs);
            return outputs.Zip(results).ToDictionary(static pair => pair.First, static pair => pair.Second.GetTensorDataAsSpan<float>().ToArray());
        }
        finally
        {
            foreach (var input in inputs.Values)
            {
                input.Dispose();
            }

            Directory.Delete(directory, recursive: true);
        }
    }

    public static OrtValue Floats(ReadOnlySpan<float> values, params long[] shape)
    {
        var tensor = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, shape);
        values.CopyTo(tensor.GetTensorMutableDataAsSpan<float>());
        return tensor;
    }

    public static OrtValue Longs(ReadOnlySpan<long> values, params long[] shape)
    {
        var tensor = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Int64, shape);
        values.CopyTo(tensor.GetTensorMutableDataAsSpan<long>());
        return tensor;
    }

    public static OrtValue Ints(ReadOnlySpan<int> values, params long[] shape)
    {
        var tensor = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Int32, shape);
        values.CopyTo(tensor.GetTensorMutableDataAsSpan<int>());
        return tensor;
    }
}
