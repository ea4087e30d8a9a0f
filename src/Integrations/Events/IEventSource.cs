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

    /// <summary>Told when an event of this source was decided and, if it became an utterance, is on disk: only now may a sender be told that it was received. Any thread; must not block.</summary>
    /// <param name="streamEvent">The very object that was given.</param>
    void Taken(StreamEvent streamEvent)
    {
    }
    /// <summary>Told when an event of this source could not be taken in because of an error in the worker: nothing was stored, and a sender that asks for an answer must be told to try again. Any thread; must not block.</summary>
    /// <param name="streamEvent">The very object that was given.</param>
    void Dropped(StreamEvent streamEvent)
    {
    }
}
