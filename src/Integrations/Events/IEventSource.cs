namespace IShowTts.Integrations.Events;

/// <summary>Gives events.</summary>
public interface IEventSource
{
    /// <summary>What the user calls it, unique in the worker, for example <c>twitch-irc:somechannel</c>.</summary>
    string Name { get; }

    /// <summary>How it is now; may be read from any thread.</summary>
    SourceHealth Health { get; }

    /// <summary>Reads events until there are no more or the token fires. Reconnects by itself; a repeat of an event id is not given twice.</summary>
    /// <param name="cancellationToken">Ends reading; the enumeration then ends with <see cref="OperationCanceledException"/>.</param>
    /// <returns>Events in the order of the source. At most one enumeration at a time.</returns>
    IAsyncEnumerable<StreamEvent> ReadAsync(CancellationToken cancellationToken);
}

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

/// <summary>What a source is doing.</summary>
public enum SourceState
{
    /// <summary>Not started.</summary>
    Idle,

    /// <summary>Connecting, or waiting to try again.</summary>
    Connecting,

    /// <summary>Events come.</summary>
    Connected,

    /// <summary>It has ended by itself (the recorded stream is over).</summary>
    Ended,

    /// <summary>It gave up; a person must act.</summary>
    Failed,
}

/// <summary>How a source is.</summary>
/// <param name="State">What it is doing.</param>
/// <param name="Since">Since when.</param>
/// <param name="LastEventAt">When the last event came; null before the first.</param>
/// <param name="Detail">One sentence for people: why, and what to do; empty when all is well.</param>
public sealed record SourceHealth(SourceState State, DateTimeOffset Since, DateTimeOffset? LastEventAt, string Detail)
{
    /// <summary>Not started.</summary>
    public static SourceHealth Idle { get; } = new(SourceState.Idle, default, null, "");
}
