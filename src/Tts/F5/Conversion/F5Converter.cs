using System.Text.Json;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5.Graphs;
using IShowTts.Tts.Onnx.Writing;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>
/// Converts an official F5-TTS checkpoint, its vocabulary and a Vocos vocoder into a folder of graphs (docs/adr/0042). Tensors stream from file to file;
/// the folder appears whole or not at all.
/// </summary>
public sealed class F5Converter
{
    private const long Spare = 64L << 20;

    private readonly TimeProvider _time;
    private readonly F5GraphWriter _writeGraphs;

    /// <summary>Makes a converter.</summary>
    /// <param name="time">Gives the date in the manifest.</param>
    public F5Converter(TimeProvider time)
        : this(time, WriteGraphs)
    {
    }

    internal F5Converter(TimeProvider time, F5GraphWriter writeGraphs)
    {
        _time = time;
        _writeGraphs = writeGraphs;
    }

    /// <summary>Converts.</summary>
    /// <param name="request">What.</param>
    /// <param name="progress">Told now and then; null for nobody.</param>
    /// <param name="cancellationToken">Ends the conversion; nothing is left behind.</param>
    /// <exception cref="CheckpointException">A file is wrong, the place is taken, the disk is full; the message names file and key, and the cure.</exception>
    public async Task<F5ConversionResult> ConvertAsync(F5ConversionRequest request, IProgress<F5ConversionProgress>? progress, CancellationToken cancellationToken)
    {
        var config = F5ModelConfig.Find(request.Config);
        using var checkpoint = OpenTransformer(request, config);
        using var vocoder = VocosCheckpointReader.Read(CheckpointFile.Open(request.Vocoder));
        var notes = VocabularyCheck.Run(request.Vocabulary, checkpoint);
        using var staged = new StagedFolder(request.Output, request.Replace);
        var expected = ExpectedBytes(checkpoint, vocoder, request.Precision);
        staged.CheckSpace(expected + Spare);
        try
        {
            var graphs = await Task.Run(() => _writeGraphs(checkpoint, vocoder, request.Precision, staged.Path, Report, cancellationToken), cancellationToken);
            await File.WriteAllBytesAsync(Path.Combine(staged.Path, "vocab.txt"), await File.ReadAllBytesAsync(request.Vocabulary, cancellationToken), cancellationToken);
            var sums = new ChecksumStage(progress, [request.Checkpoint, request.Vocabulary, request.Vocoder, .. Directory.GetFiles(staged.Path)]);
            var manifest = await DescribeAsync(request, config, checkpoint, vocoder, graphs, staged.Path, sums, cancellationToken);
            await File.WriteAllBytesAsync(
                Path.Combine(staged.Path, ModelManifest.FileName), JsonSerializer.SerializeToUtf8Bytes(manifest, ModelJsonContext.Readable.ModelManifest), cancellationToken);
            staged.Commit();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{request.Output} could not be written: {exception.Message} Nothing was changed.", exception);
        }

        return new F5ConversionResult(ModelFolder.Open(request.Output), notes);

        void Report(string file, long written) => progress?.Report(new F5ConversionProgress("graphs", Math.Min(1, (double)written / expected), file));
    }

    private static F5Checkpoint OpenTransformer(F5ConversionRequest request, F5ModelConfig config)
    {
        var source = CheckpointFile.Open(request.Checkpoint);
        try
        {
            if (!request.ForceConfig)
            {
                F5GenerationHint.Check(request.Checkpoint, source is SafetensorsFile file ? file.Metadata : new Dictionary<string, string>(), config);
            }
        }
        catch
        {
            source.Dispose();
            throw;
        }

        return F5CheckpointReader.Read(source, config);
    }

    private static IReadOnlyList<ModelGraphEntry> WriteGraphs(
        F5Checkpoint checkpoint, VocosCheckpoint vocoder, F5Precision precision, string folder, Action<string, long> progress, CancellationToken cancellationToken)
    {
        var told = new DirectProgress<ConversionProgress>(at => progress(at.File, at.BytesWritten));
        var written = F5ModelWriter.Write(checkpoint, "", checkpoint.Architecture, vocoder, vocoder.Architecture, precision, folder, told, cancellationToken);
        return [.. written.Select(static graph => new ModelGraphEntry(graph.Name, graph.File, graph.WeightsFile, [.. graph.Inputs.Select(Describe)], [.. graph.Outputs.Select(Describe)]))];
    }

    private static ModelGraphValue Describe(OnnxValue value) =>
        new(value.Name, value.Type.ToString().ToLowerInvariant(), value.Shape is null ? ["any"] : [.. value.Shape.Select(static dimension => dimension.ToString())]);

    /// <summary>Room for the weights; small tensors and the embedding stay 4 bytes a value at every precision, so that the factors are generous.</summary>
    private static long ExpectedBytes(F5Checkpoint checkpoint, VocosCheckpoint vocoder, F5Precision precision)
    {
        var parameters = checkpoint.Tensors.Values.Concat(vocoder.Tensors.Values).Sum(static info => info.Count);
        return precision switch { F5Precision.Fp32 => 4 * parameters, _ => 3 * parameters };
    }

    private async Task<ModelManifest> DescribeAsync(
        F5ConversionRequest request, F5ModelConfig config, F5Checkpoint checkpoint, VocosCheckpoint vocoder, IReadOnlyList<ModelGraphEntry> graphs, string folder, ChecksumStage sums, CancellationToken cancellationToken)
    {
        var files = new List<ModelFileEntry>();
        foreach (var path in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            var role = name == "vocab.txt" ? ModelFolder.Vocabulary : graphs.FirstOrDefault(graph => graph.File == name)?.Name ?? "weights";
            files.Add(await sums.EntryAsync(role, path, cancellationToken));
        }

        return new ModelManifest
        {
            Format = ModelManifest.KnownFormat,
            FormatVersion = ModelManifest.KnownVersion,
            Name = Path.GetFileName(Path.GetFullPath(Path.TrimEndingDirectorySeparator(request.Output))),
            CreatedBy = request.CreatedBy,
            CreatedAt = _time.GetUtcNow(),
            Licence = request.Licence,
            Config = Path.GetFileName(config.Name),
            Precision = request.Precision,
            SampleRateHz = VocosArchitecture.SampleRateHz,
            Architecture = checkpoint.Architecture,
            Vocoder = vocoder.Architecture,
            Sources =
            [
                await sums.EntryAsync("checkpoint", request.Checkpoint, cancellationToken),
                await sums.EntryAsync("vocabulary", request.Vocabulary, cancellationToken),
                await sums.EntryAsync("vocoder", request.Vocoder, cancellationToken),
            ],
            Files = files,
            Graphs = graphs,
        };
    }
}
