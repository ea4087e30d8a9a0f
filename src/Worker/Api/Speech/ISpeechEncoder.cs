namespace IShowTts.Worker.Api.Speech;

/// <summary>Turns 48 kHz mono samples into the bytes of a format and hands them to a sink. Used by one caller at a time.</summary>
internal interface ISpeechEncoder : IAsyncDisposable
{
    /// <summary>Encodes samples.</summary>
    /// <param name="samples">48 kHz mono, full scale −1 to 1.</param>
    /// <param name="cancellationToken">Ends the wait for a slow receiver.</param>
    ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken);

    /// <summary>Hands over what is left.</summary>
    /// <param name="cancellationToken">Ends the wait for a slow receiver.</param>
    ValueTask CompleteAsync(CancellationToken cancellationToken);
}
