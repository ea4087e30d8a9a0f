namespace IShowTts.Worker.Api.Speech;

/// <summary>Writes to a stream.</summary>
/// <param name="stream">Not owned.</param>
internal sealed class StreamSink(Stream stream) : IByteSink
{
    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => stream.WriteAsync(bytes, cancellationToken);
}
