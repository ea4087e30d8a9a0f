namespace IShowTts.Integrations.Events;

/// <summary>A source that can answer in chat.</summary>
public interface IChatWriter
{
    /// <summary>Whether a token allows writing now.</summary>
    bool CanWrite { get; }

    /// <summary>Sends a line, shortened to the platform's limit, paced by its rate limit.</summary>
    /// <param name="text">Plain text, one line.</param>
    /// <param name="replyToMessageId">Message to answer; null for a plain line.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when it could not be sent; the reason is in the log.</returns>
    ValueTask<bool> WriteAsync(string text, string? replyToMessageId, CancellationToken cancellationToken);
}
