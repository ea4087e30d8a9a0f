using System.Collections.Immutable;
using IShowTts.Integrations.Events;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>One session of EventSub: connection, subscriptions, moves to another address, until it is lost.</summary>
/// <param name="options">The section <c>Twitch</c>.</param>
/// <param name="subscriber">Makes the subscriptions.</param>
/// <param name="inbox">Reads notifications.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class EventSubSession(TwitchOptions options, EventSubSubscriber subscriber, EventSubInbox inbox, TimeProvider clock, ILogger logger)
{
    private readonly TaskCompletionSource<string> _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string _sessionId = "";

    /// <summary>Takes every event, also one that was read just before the session ended.</summary>
    public required Func<StreamEvent, ValueTask> Give { get; init; }

    /// <summary>Called after the subscriptions were asked for, and after each move.</summary>
    public required Func<CancellationToken, Task> Ready { get; init; }

    /// <summary>Told when Twitch says that the rights were taken back.</summary>
    public required Action AuthorizationRevoked { get; init; }

    /// <summary>Runs until the session is lost.</summary>
    /// <param name="kinds">What to subscribe to, most important first.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Why it ended, for people.</returns>
    /// <exception cref="EventSubConnectionException">There was no connection.</exception>
    public async Task<string> RunAsync(ImmutableArray<EventSubKind> kinds, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await subscriber.WaitForRoomAsync(stop.Token);
        var link = await OpenAsync(TwitchAddress.Of(options.EventSubUrl, "/ws"), stop.Token);
        List<EventSubLink> links = [link];
        List<Task> leavings = [];
        List<Task> tasks = [GuardAsync(SubscribeAsync(kinds, stop.Token))];
        try
        {
            while (true)
            {
                var offset = link.ClockOffset;
                var reading = link.ReadAsync((frame, _) => HandleAsync(frame, offset), stop.Token);
                tasks.Add(reading);
                var first = await Task.WhenAny(reading, link.MoveAsked, _over.Task);
                var isMove = first != _over.Task && link.MoveAsked.IsCompleted;
                var next = isMove ? await TryMoveAsync(await link.MoveAsked, stop.Token) : null;
                var leaving = link.LeaveAsync(reading);
                tasks.Add(leaving);
                leavings.Add(leaving);
                if (next is null)
                {
                    // Each socket may still hold events: one that Twitch closed while subscriptions were made, and one that was left before.
                    await Task.WhenAll(leavings).WaitAsync(stop.Token);
                    return isMove ? "Twitch asked us to move, and the new address did not answer" : await (first == _over.Task ? _over.Task : reading);
                }

                links.Add(next);
                link = next;
                Log.Moved(logger);
                tasks.Add(GuardAsync(Ready(stop.Token)));
                tasks.RemoveAll(static task => task.IsCompletedSuccessfully);
                leavings.RemoveAll(static task => task.IsCompletedSuccessfully);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(tasks).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            foreach (var each in links) each.Dispose();
        }
    }

    private async Task<EventSubLink> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        var link = await EventSubLink.OpenAsync(address, TimeSpan.FromSeconds(options.HandshakeSeconds), clock, logger, cancellationToken);
        _sessionId = link.SessionId;
        return link;
    }

    private async Task<EventSubLink?> TryMoveAsync(Uri? address, CancellationToken cancellationToken)
    {
        if (address is null) return null;
        try
        {
            return await OpenAsync(address, cancellationToken);
        }
        catch (EventSubConnectionException exception)
        {
            Log.Ended(logger, exception.Message);
            return null;
        }
    }

    private async Task SubscribeAsync(ImmutableArray<EventSubKind> kinds, CancellationToken cancellationToken)
    {
        var later = await subscriber.CreateAllAsync(kinds, () => _sessionId, cancellationToken);
        var ready = GuardAsync(Ready(cancellationToken));
        await subscriber.CreateLaterAsync(later, () => _sessionId, Ready, cancellationToken);
        await ready;
    }

    /// <summary>Ends the session with whatever a task ends with.</summary>
    private async Task GuardAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (EventSubConnectionException exception)
        {
            _over.TrySetException(exception);
        }
        catch (OperationCanceledException exception)
        {
            _over.TrySetCanceled(exception.CancellationToken);
        }
        catch (Exception exception)
        {
            _over.TrySetException(exception);
        }
    }

    private async ValueTask HandleAsync(EventSubFrame frame, TimeSpan clockOffset)
    {
        StreamEvent? streamEvent = null;
        try
        {
            if (frame.Kind == "revocation") Revoke(frame);
            else streamEvent = inbox.Read(frame, clockOffset, subscriber.IsInForce);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One bad event drops only itself.
            Log.EventBroke(logger, frame.Type, exception);
        }

        if (streamEvent is not null) await Give(streamEvent);
    }

    private void Revoke(EventSubFrame frame)
    {
        var status = frame.Subscription.Text("status");
        subscriber.Revoke(frame.Subscription.Text("type"), status);
        if (status == "authorization_revoked") AuthorizationRevoked();
    }
}
