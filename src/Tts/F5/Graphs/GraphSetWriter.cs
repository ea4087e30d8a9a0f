using IShowTts.Tts.F5.Conversion;
using IShowTts.Tts.Onnx.Writing;

namespace IShowTts.Tts.F5.Graphs;

/// <summary>Writes graphs that share a weights file, and remembers what it wrote.</summary>
internal sealed class GraphSetWriter(string directory, F5Precision precision, IProgress<ConversionProgress>? progress, CancellationToken cancellationToken)
{
    private readonly List<GraphDescription> _written = [];
    private long _before;

    /// <summary>Descriptions so far.</summary>
    public IReadOnlyList<GraphDescription> Written => _written;

    /// <summary>Writes graphs and the weights file <paramref name="name"/><c>.weights</c>.</summary>
    public void Write(string name, Func<OnnxWeightsFile, IReadOnlyList<OnnxGraph>> build)
    {
        using var file = new OnnxWeightsFile(Path.Combine(directory, name + ".weights"));
        file.Progress = bytes =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new ConversionProgress(file.FileName, _before + bytes));
        };
        var graphs = build(file);
        _before += file.Length;
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["precision"] = precision.ToString() };
        foreach (var graph in graphs)
        {
            var model = F5ModelWriter.FileName(graph.Name);
            OnnxModelFile.Write(graph, Path.Combine(directory, model), metadata);
            _written.Add(new GraphDescription(graph.Name, model, file.FileName, graph.Inputs, graph.Outputs));
        }
    }
}
