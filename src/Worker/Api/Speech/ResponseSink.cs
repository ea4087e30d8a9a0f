namespace IShowTts.Worker.Api.Speech;

/// <summary>Sends at once.</summary>
/// <param name="response">To whom.</param>
internal sealed class ResponseSink(HttpResponse response) : IByteSink
{
    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(bytes, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
