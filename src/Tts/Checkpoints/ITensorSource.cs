namespace IShowTts.Tts.Checkpoints;

/// <summary>Named tensors that are read piece by piece, so that no checkpoint has to fit into memory. Not thread safe.</summary>
internal interface ITensorSource : IDisposable
{
    /// <summary>What people call the source in messages: a path, or the name of a seed.</summary>
    string Name { get; }

    /// <summary>All tensors, by full key.</summary>
    IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <summary>Reads elements as fp32 (F16, BF16, F64 and integers are converted).</summary>
    /// <param name="key">Full key.</param>
    /// <param name="start">First element, row-major.</param>
    /// <param name="destination">Filled whole.</param>
    /// <exception cref="CheckpointException">The key is missing, or the range ends outside the tensor or the file.</exception>
    void Read(string key, long start, Span<float> destination);
}
