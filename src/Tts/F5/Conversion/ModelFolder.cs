using System.Text.Json;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5.Text;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>
/// A converted F5-TTS model on disk: <c>manifest.json</c>, the vocabulary, and its graphs with their weights (docs/adr/0042). Immutable; any thread.
/// </summary>
public sealed class ModelFolder
{
    /// <summary>Role of the vocabulary file.</summary>
    internal const string Vocabulary = "vocabulary";

    private const int LargestManifest = 4 << 20;
    private const int LargestWidth = 1 << 16;
    private const int MostBlocks = 1_000;
    private const string Cure = "Convert the model again (ishowtts models convert f5).";

    private ModelFolder(string path, ModelManifest manifest)
    {
        FullPath = path;
        Manifest = manifest;
    }

    /// <summary>Absolute path of the folder.</summary>
    public string FullPath { get; }

    /// <summary>What people call the model.</summary>
    public string Name => Manifest.Name;

    /// <summary>Number format of the large matrices.</summary>
    public F5Precision Precision => Manifest.Precision;

    /// <summary>Licence of the weights, as it was given at conversion.</summary>
    public string Licence => Manifest.Licence;

    /// <summary>Bytes of all its files but the manifest.</summary>
    public long Bytes => Manifest.Files.Sum(static file => file.Bytes);

    /// <summary>Sizes and switches of the transformer.</summary>
    internal F5Architecture Architecture => Manifest.Architecture;

    /// <summary>Sizes of the vocoder.</summary>
    internal VocosArchitecture Vocoder => Manifest.Vocoder;

    /// <summary>The whole manifest.</summary>
    internal ModelManifest Manifest { get; }

    /// <summary>Whether a folder holds a converted model, judged by its manifest alone.</summary>
    /// <param name="path">The folder.</param>
    public static bool IsModel(string path) => File.Exists(Path.Combine(path, ModelManifest.FileName));

    /// <summary>Opens a model: reads its manifest and checks that every file is there with its size. Does not read weights, see <see cref="VerifyAsync"/>.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="CheckpointException">It is none, is of another version, or a file is missing or has another size; the message names the file and the cure.</exception>
    public static ModelFolder Open(string path)
    {
        var folder = new ModelFolder(Path.GetFullPath(path), ReadManifest(Path.Combine(path, ModelManifest.FileName)));
        foreach (var file in folder.Manifest.Files)
        {
            var info = new FileInfo(folder.PathOf(file));
            if (!info.Exists)
            {
                throw new CheckpointException($"{info.FullName} of model {folder.Name} is missing. {Cure}");
            }

            if (info.Length != file.Bytes)
            {
                throw new CheckpointException($"{info.FullName} of model {folder.Name} has {info.Length} bytes, {file.Bytes} were expected: it is cut short or was changed. {Cure}");
            }
        }

        return folder;
    }

    /// <summary>Full path of a file by its role, for example <c>step</c> for <c>step.onnx</c>.</summary>
    /// <param name="role">A graph's name, or <see cref="Vocabulary"/>.</param>
    /// <exception cref="CheckpointException">The manifest names no such file.</exception>
    internal string FileOf(string role) => Manifest.Files.FirstOrDefault(file => file.Role == role) is { } found
        ? PathOf(found)
        : throw new CheckpointException($"{Path.Combine(FullPath, ModelManifest.FileName)} names no file with the role {role}. {Cure}");

    /// <summary>Reads every file whole and compares its SHA-256. Takes seconds per gigabyte.</summary>
    /// <param name="progress">Gets the bytes read so far, out of <see cref="Bytes"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CheckpointException">A file differs; the message names it and the cure.</exception>
    public async Task VerifyAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var done = 0L;
        foreach (var file in Manifest.Files)
        {
            var path = PathOf(file);
            var before = done;
            var hash = await FileHash.ComputeAsync(path, progress is null ? null : read => progress.Report(before + read), cancellationToken);
            if (!hash.Equals(file.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                throw new CheckpointException($"{path} of model {Name} was changed or is damaged: its SHA-256 is {hash}, {file.Sha256} was expected. {Cure}");
            }

            done += file.Bytes;
        }
    }

    private static ModelManifest ReadManifest(string path)
    {
        if (!File.Exists(path))
        {
            throw new CheckpointException($"{path} is missing: this folder is no converted model. Make one with: ishowtts models convert f5 (docs/f5.md).");
        }

        try
        {
            if (new FileInfo(path).Length > LargestManifest)
            {
                throw new CheckpointException($"{path} is larger than {LargestManifest} bytes; this is no model manifest. {Cure}");
            }

            var bytes = File.ReadAllBytes(path);
            CheckVersion(path, bytes);
            var manifest = JsonSerializer.Deserialize(bytes, ModelJsonContext.Readable.ModelManifest) ?? throw new JsonException("it is null");
            CheckPaths(path, manifest);
            CheckSizes(path, manifest);
            return manifest;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new CheckpointException($"{path} cannot be read: {exception.Message} {Cure}", exception);
        }
    }

    /// <summary>Before the rest: another version may have other fields.</summary>
    private static void CheckVersion(string path, byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 16 });
        var format = document.RootElement.TryGetProperty("format", out var formatValue) ? formatValue.ToString() : "none";
        if (format != ModelManifest.KnownFormat)
        {
            throw new CheckpointException($"{path}: format is {format.ReplaceControls()}, not {ModelManifest.KnownFormat}: this folder holds something else. {Cure}");
        }

        if (!document.RootElement.TryGetProperty("formatVersion", out var version) || !version.TryGetInt32(out var number) || number != ModelManifest.KnownVersion)
        {
            throw new CheckpointException($"{path}: formatVersion is {version.ToString().ReplaceControls()}, this worker runs {ModelManifest.KnownVersion}. {Cure}");
        }
    }

    private static void CheckPaths(string path, ModelManifest manifest)
    {
        foreach (var file in manifest.Files)
        {
            // A list may hold nulls whatever its type says.
            if (file is null)
            {
                throw new CheckpointException($"{path}: files holds a null. {Cure}");
            }

            if (file.Path.Length == 0 || Path.GetFileName(file.Path) != file.Path || file.Path is "." or ".." || file.Path.Contains('\\', StringComparison.Ordinal) || file.Bytes < 0)
            {
                throw new CheckpointException($"{path}: files names \"{file.Path.ReplaceControls()}\", which is no plain file name with a size. {Cure}");
            }
        }
    }

    /// <summary>Buffers are made by these sizes, so a changed manifest must not name any.</summary>
    private static void CheckSizes(string path, ModelManifest manifest)
    {
        var (model, vocoder) = (manifest.Architecture, manifest.Vocoder);
        (string Field, int Value, int Least, int Most)[] sizes =
        [
            ("dim", model.Dim, 1, LargestWidth), ("depth", model.Depth, 1, MostBlocks), ("heads", model.Heads, 1, LargestWidth), ("headDim", model.HeadDim, 1, LargestWidth),
            ("feedForwardDim", model.FeedForwardDim, 1, LargestWidth), ("textDim", model.TextDim, 1, LargestWidth), ("textConvLayers", model.TextConvLayers, 0, MostBlocks),
            ("vocabularySize", model.VocabularySize, 1, F5Vocabulary.MaxTokens), ("rotatedHeads", model.RotatedHeads ?? model.Heads, 1, model.Heads),
            ("vocoder.dim", vocoder.Dim, 1, LargestWidth), ("vocoder.intermediateDim", vocoder.IntermediateDim, 1, LargestWidth), ("vocoder.layers", vocoder.Layers, 0, MostBlocks),
        ];
        foreach (var (field, value, least, most) in sizes)
        {
            if (value < least || value > most)
            {
                throw new CheckpointException($"{path}: {field} is {value}; possible are {least} to {most}. {Cure}");
            }
        }
    }

    private string PathOf(ModelFileEntry file) => Path.Combine(FullPath, file.Path);
}
