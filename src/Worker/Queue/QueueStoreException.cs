namespace IShowTts.Worker.Queue;

/// <summary>The store cannot be used. <see cref="Exception.Message"/> is for people and names the file and the cure.</summary>
internal sealed class QueueStoreException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="code">Short stable reason: <c>corrupt</c>, <c>read-only</c>, <c>disk-full</c>, <c>newer-schema</c>, <c>locked</c>, <c>io</c>.</param>
    /// <param name="message">What happened, which file, what to do.</param>
    /// <param name="inner">The cause.</param>
    public QueueStoreException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>Short stable reason.</summary>
    public string Code { get; }
}
