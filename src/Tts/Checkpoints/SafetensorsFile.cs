namespace IShowTts.Tts.Checkpoints;

/// <summary>A safetensors file, read by position; only its header is in memory.</summary>
internal sealed class SafetensorsFile : ITensorSource
{
    private readonly TensorFile _file;
    private readonly Dictionary<string, StoredTensor> _stored;
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    /// <summary>Opens a file and checks its header whole: types, shapes, offsets, no overlap, no hole, and the size of the file.</summary>
    /// <param name="path">The file; stays open until disposed.</param>
    /// <exception cref="CheckpointException">It is not there, no safetensors file, cut short, or lies about its content.</exception>
    public SafetensorsFile(string path)
    {
        _file = new TensorFile(path);
        try
        {
            _stored = SafetensorsHeader.Read(_file, _metadata);
            Tensors = _stored.ToDictionary(static pair => pair.Key, static pair => pair.Value.Info, StringComparer.Ordinal);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public string Name => _file.Path;

    /// <inheritdoc />
    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <summary>The text pairs under <c>__metadata__</c>; often only <c>format</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <inheritdoc />
    public void Read(string key, long start, Span<float> destination) => _file.ReadSingles(key, Find(key), start, destination);

    /// <summary>Reads elements of a whole-number or boolean tensor.</summary>
    /// <param name="key">Full key.</param>
    /// <param name="start">First element, row-major.</param>
    /// <param name="destination">Filled whole.</param>
    /// <exception cref="CheckpointException">The key is missing, holds no whole numbers, or the range ends outside.</exception>
    public void ReadIntegers(string key, long start, Span<long> destination) => _file.ReadIntegers(key, Find(key), start, destination);

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private StoredTensor Find(string key) => _stored.TryGetValue(key, out var tensor)
        ? tensor
        : throw new CheckpointException($"{Name} has no tensor {key}.");
}
