using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5.Conversion;

namespace IShowTts.Tts.F5.Graphs;

/// <summary>Writes the graphs of a model with their weights, streaming: memory never holds more than a piece of a tensor, or one quantized layer.</summary>
internal static class F5ModelWriter
{
    /// <summary>Folder-relative name of a graph's model file.</summary>
    /// <param name="graph"><c>modulation</c>, <c>text</c>, <c>text-batch</c>, <c>step</c>, <c>step-batch</c>, <c>vocoder</c> or <c>vocoder-head</c>.</param>
    public static string FileName(string graph) => graph + ".onnx";

    /// <summary>Writes all graphs.</summary>
    /// <param name="transformer">The checkpoint.</param>
    /// <param name="keyPrefix">Comes before every key there, for example <c>ema_model.transformer.</c>.</param>
    /// <param name="architecture">Sizes and switches of the transformer.</param>
    /// <param name="vocoder">The Vocos checkpoint.</param>
    /// <param name="vocoderArchitecture">Its sizes.</param>
    /// <param name="precision">Number format of the transformer.</param>
    /// <param name="directory">Existing folder; files of the same names are replaced.</param>
    /// <param name="progress">Told after each piece; null for nobody.</param>
    /// <param name="cancellationToken">Stops between pieces; what was written stays, incomplete.</param>
    /// <returns>What was written, for the manifest.</returns>
    /// <exception cref="CheckpointException">A tensor is missing or has another shape; the message names it.</exception>
    public static IReadOnlyList<GraphDescription> Write(
        ITensorSource transformer,
        string keyPrefix,
        F5Architecture architecture,
        ITensorSource vocoder,
        VocosArchitecture vocoderArchitecture,
        F5Precision precision,
        string directory,
        IProgress<ConversionProgress>? progress,
        CancellationToken cancellationToken)
    {
        var weights = new CheckpointWeights(transformer, keyPrefix);
        var vocoderWeights = new CheckpointWeights(vocoder, string.Empty);
        var writer = new GraphSetWriter(directory, precision, progress, cancellationToken);
        writer.Write("modulation", file => [ModulationGraph.Build(architecture, weights, file)]);
        writer.Write("text", file => [TextGraph.Build(architecture, weights, file, batch: false), TextGraph.Build(architecture, weights, file, batch: true)]);
        writer.Write(
            "step", file => [StepGraph.Build(architecture, weights, file, precision, batch: false), StepGraph.Build(architecture, weights, file, precision, batch: true)]);
        writer.Write(
            "vocoder", file => [VocoderGraph.Build(vocoderArchitecture, vocoderWeights, file), VocoderGraph.Build(vocoderArchitecture, vocoderWeights, file, samples: false)]);
        return writer.Written;
    }
}
