using System.Threading.Channels;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Intake;

/// <summary>Reads all sources and takes their events in, one at a time, in the order of receipt.</summary>
/// <remarks>Moderation does not wait in line behind the messages: it acts as soon as it is read.</remarks>
internal sealed class IntakeService(
    IEnumerable<IEventSource> sources,
    EventIntake intake,
    ISpeechControl control,
    RecentModeration recent,
    IntakeProgress progress,
    AlarmBoard alarms,
    TimeProvider time,
    ILogger<IntakeService> logger) : BackgroundService
{
    private const int MaxWaitingEvents = 1_000;
    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StoreRetryDelay = TimeSpan.FromSeconds(1);

    private readonly Channel<(IEventSource Source, StreamEvent Event, long ReceivedAs)> events =
        Channel.CreateBounded<(IEventSource, StreamEvent, long)>(new BoundedChannelOptions(MaxWaitingEvents) { SingleReader = true });

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var readers = Task.WhenAll(sources.Select(source => ReadAsync(source, stoppingToken)));
            var taking = TakeAllAsync(stoppingToken);
            await readers;
            events.Writer.Complete();
            await taking;
            progress.Finish();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The worker stops.
        }
    }

    private async Task ReadAsync(IEventSource source, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await foreach (var streamEvent in source.ReadAsync(stopping))
                {
                    if (streamEvent is ModerationEvent moderation)
                    {
                        await ModerateAsync(moderation, stopping);
                    }
                    else
                    {
                        await events.Writer.WriteAsync((source, streamEvent, recent.NextSequence()), stopping);
                    }
                }

                return;
            }
            catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                Log.SourceBroke(logger, source.Name, e);
                alarms.Raise($"source:{source.Name}", $"{source.Name} broke and is started again: {e.Message}");
                await Task.Delay(RestartDelay, time, stopping);
            }
        }
    }

    private async Task TakeAllAsync(CancellationToken stopping)
    {
        await foreach (var (source, streamEvent, receivedAs) in events.Reader.ReadAllAsync(stopping))
        {
            var taken = await TakeAsync(streamEvent, receivedAs, stopping);
            Tell(source, streamEvent, taken);
        }
    }

    private void Tell(IEventSource source, StreamEvent streamEvent, bool taken)
    {
        try
        {
            if (taken)
            {
                source.Taken(streamEvent);
            }
            else
            {
                source.Dropped(streamEvent);
            }
        }
        catch (Exception e)
        {
            Log.NotTold(logger, source.Name, streamEvent.GetType().Name, streamEvent.Id, e);
        }
    }

    /// <summary>Takes one event in; while the queue cannot be written, it waits and holds up the source rather than lose anything.</summary>
    /// <returns>False when it was dropped because of an error.</returns>
    private async Task<bool> TakeAsync(StreamEvent streamEvent, long receivedAs, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await intake.TakeAsync(streamEvent, receivedAs, stopping);
                alarms.Clear("queue");
                return true;
            }
            catch (QueueStoreException e)
            {
                alarms.Raise("queue", e.Message);
                Log.QueueBroke(logger, streamEvent.GetType().Name, streamEvent.Id, e);
                await Task.Delay(StoreRetryDelay, time, stopping);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                // One bad event must neither stop the show nor hide.
                Log.Dropped(logger, streamEvent.GetType().Name, streamEvent.Id, streamEvent.Source, e);
                intake.Forget(streamEvent);
                return false;
            }
        }
    }

    private async Task ModerateAsync(ModerationEvent moderation, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                var hit = await control.ModerateAsync(moderation, stopping);
                Log.Moderated(logger, moderation.GetType().Name, moderation.Id, hit);
                return;
            }
            catch (QueueStoreException e)
            {
                alarms.Raise("queue", e.Message);
                Log.QueueBroke(logger, moderation.GetType().Name, moderation.Id, e);
                await Task.Delay(StoreRetryDelay, time, stopping);
            }
        }
    }
}
