using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>
/// Finds what was missed while there was no connection. Twitch repeats nothing over EventSub; what it lists elsewhere (unfulfilled redemptions) can be
/// found there. Register any number; the source asks each after its subscriptions are in force, at the start and after every new connection.
/// </summary>
public interface ITwitchBackfill
{
    /// <summary>
    /// Lists what may have been missed. The source gives these events as its own; one whose <see cref="StreamEvent.Id"/> it gave since it was started it does not
    /// give again. Throw to be asked again after a while.
    /// </summary>
    /// <param name="cancellationToken">The connection is lost, or the worker stops.</param>
    IAsyncEnumerable<StreamEvent> ReadMissedAsync(CancellationToken cancellationToken);
}
