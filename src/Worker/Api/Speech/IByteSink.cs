namespace IShowTts.Worker.Api.Speech;

/// <summary>Where encoded audio goes.</summary>
internal interface IByteSink
{
    /// <summary>Takes bytes; waits while the other side is slow.</summary>
    /// <param name="bytes">Only valid during the call.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);
}
