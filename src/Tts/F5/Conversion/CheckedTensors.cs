using IShowTts.Tts.Checkpoints;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>The tensors of a checked model under their keys without prefix. Values that are no numbers are refused when they are read.</summary>
/// <param name="source">The checkpoint; owned.</param>
/// <param name="prefix">What stands before each key there.</param>
/// <param name="keys">Keys without prefix.</param>
/// <param name="known">Vectors that are given whether the checkpoint has them or not, because their values are known.</param>
internal abstract class CheckedTensors(ITensorSource source, string prefix, IEnumerable<string> keys, IReadOnlyDictionary<string, float[]>? known = null) : ITensorSource
{
    /// <inheritdoc />
    public string Name => source.Name;

    /// <summary>What stands before each key in the file.</summary>
    public string Prefix => prefix;

    /// <inheritdoc />
    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; } = keys.ToDictionary(
        static key => key,
        key => known?.TryGetValue(key, out var values) == true ? new TensorInfo("F32", [values.Length]) : source.Tensors[prefix + key],
        StringComparer.Ordinal);

    /// <inheritdoc />
    public void Read(string key, long start, Span<float> destination)
    {
        if (!Tensors.ContainsKey(key))
        {
            throw new CheckpointException($"{Name} has no tensor {key} that the model uses.");
        }

        if (known?.TryGetValue(key, out var values) == true)
        {
            values.AsSpan((int)start, destination.Length).CopyTo(destination);
            return;
        }

        source.Read(prefix + key, start, destination);
        for (var i = 0; i < destination.Length; i++)
        {
            if (!float.IsFinite(destination[i]))
            {
                throw new CheckpointException($"{Name}: element {start + i} of {prefix}{key} is {destination[i]}, not a number that can be used. The file is damaged or its training failed: use another checkpoint.");
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => source.Dispose();
}
