using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Discord;

/// <summary>Asks Discord, after a session that began anew, for each message that waited whether it is still there, and its author: what is not is taken back as if the deletion had been told.</summary>
/// <remarks>The oldest first, one after another, at most 100 in a round and none after 30 s of it; a round follows at the earliest 5 s after one that left something, with doubling waits up to a minute. What could not be found out comes after the others then.</remarks>
internal sealed class DiscordLookUp(
    IUtteranceQueue queue, ISpeechControl control, IDiscordBot bot, DiscordDoubts doubts, AlarmBoard alarms, TimeProvider time, ILogger<DiscordLookUp> logger) : BackgroundService
{
    /// <summary>The alarm that stands while something cannot be found out.</summary>
    internal const string AlarmKey = "discord-messages";

    private const int MostInRound = 100;
    private const int Page = 500;
    private const int MaxPages = 20;

    /// <summary>The wait after a round that left something; it doubles.</summary>
    internal static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);

    /// <summary>A round that lasted this long asks no more: what waited may have ended meanwhile.</summary>
    internal static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Read in this order nothing slips through: while all is doubted nothing is taken, what was taken may be put back, and a person may hold or approve.</summary>
    private static readonly UtteranceState[] Looked = [UtteranceState.Playing, UtteranceState.Synthesizing, UtteranceState.Held, UtteranceState.Queued, UtteranceState.Held];

    private readonly HashSet<string> left = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TimeSpan? wait = null;
        try
        {
            while (true)
            {
                if (await WaitAsync(wait ?? Timeout.InfiniteTimeSpan, stoppingToken))
                {
                    wait = null;
                }

                var (isMore, isLeft) = await TryRoundAsync(stoppingToken);
                wait = !isLeft ? isMore ? FirstWait : null
                    : wait is not { } last ? FirstWait
                    : last < LongestWait / 2 ? last * 2 : LongestWait;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The worker stops; what was not looked up is doubted at the next start.
        }
    }

    /// <summary>Waits for a session, or for a time.</summary>
    /// <returns>Whether it was a session.</returns>
    private async Task<bool> WaitAsync(TimeSpan wait, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token);
        try
        {
            return await doubts.Sessions.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<(bool IsMore, bool IsLeft)> TryRoundAsync(CancellationToken stopping)
    {
        try
        {
            var session = doubts.Unlisted;
            doubts.Gather();
            var waiting = await ListAsync(stopping);
            if (session is { } begun)
            {
                doubts.List(begun, waiting.Select(static one => one.MessageId));
            }

            return await RoundAsync(waiting, stopping);
        }
        catch (QueueStoreException e)
        {
            // Intake raises the queue's alarm and clears it; nothing doubted is heard until then.
            Log.NotLookedUp(logger, e);
            return (true, true);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            // What was not settled is not heard; the worker goes on.
            Log.NotLookedUp(logger, e);
            alarms.Raise(AlarmKey, $"Messages of Discord text channels wait: they could not be looked up, which is tried again. {e.Message}");
            return (true, true);
        }
    }

    /// <summary>Looks up what is doubted.</summary>
    /// <returns>Whether there are more than one round may ask for, and whether something could not be found out.</returns>
    private async Task<(bool IsMore, bool IsLeft)> RoundAsync(IReadOnlyList<Utterance> waiting, CancellationToken stopping)
    {
        var doubted = doubts.Keep(waiting.Select(static one => one.MessageId));
        left.IntersectWith(doubted);
        if (left.Count == doubted.Count)
        {
            left.Clear();
        }

        var round = new DiscordLookRound();
        var began = time.GetTimestamp();
        foreach (var one in waiting.Where(one => doubted.Contains(one.MessageId)).DistinctBy(static one => one.MessageId).OrderBy(one => left.Contains(one.MessageId)).ToList())
        {
            if (!doubts.IsConnected || doubts.Unlisted is not null)
            {
                return (false, false); // the next session goes on
            }

            if (round.Skips(one))
            {
                continue;
            }

            if (round.Asked == MostInRound || time.GetElapsedTime(began) >= LongestRound)
            {
                Tell(round);
                return (true, round.Left > 0);
            }

            await LookAsync(one, round, stopping);
        }

        Tell(round);
        return (false, round.Left > 0);
    }

    private async Task LookAsync(Utterance one, DiscordLookRound round, CancellationToken stopping)
    {
        var look = round.IsExpelled(one) ? new DiscordLook(DiscordLookResult.Expelled, "") : await AskAsync(one, round, stopping);
        if (look.Result is DiscordLookResult.Unknown or DiscordLookResult.Forbidden)
        {
            round.Leave(one, look);
            left.Add(one.MessageId);
            if (round.Left == 1 && alarms.Current.All(static alarm => alarm.Key != AlarmKey))
            {
                Tell(round);
            }

            return;
        }

        if (look.Result != DiscordLookResult.There && !round.IsExpelled(one))
        {
            var taken = await control.ModerateAsync(EventOf(one, look.Result), stopping);
            Log.TakenBack(logger, look.Result.ToString(), taken);
        }

        round.Know(one, look.Result);
        doubts.Settle(one.MessageId);
    }

    private async Task<DiscordLook> AskAsync(Utterance one, DiscordLookRound round, CancellationToken stopping)
    {
        if (!DiscordMessageId.TryRead(one.MessageId, out var channelId, out var messageId))
        {
            return new DiscordLook(DiscordLookResult.Unknown, "It was stored without its channel.");
        }

        round.Asked++;
        try
        {
            var userId = round.Knows(one) ? "" : DiscordViewers.Bare(one.Viewer.Id);
            return await bot.LookAsync(new DiscordLookRequest(DiscordViewers.Bare(one.Channel), channelId, messageId, userId), stopping);
        }
        catch (DiscordException e)
        {
            return new DiscordLook(DiscordLookResult.Unknown, e.Message);
        }
    }

    private ModerationEvent EventOf(Utterance one, DiscordLookResult result) => result == DiscordLookResult.Deleted
        ? new MessageDeleted { Id = one.EventId, Source = one.Source, Channel = one.Channel, At = time.GetUtcNow(), MessageId = one.MessageId }
        : new ViewerSilenced { Id = one.EventId, Source = one.Source, Channel = one.Channel, At = time.GetUtcNow(), ViewerId = one.Viewer.Id };

    private void Tell(DiscordLookRound round)
    {
        if (round.Left == 0)
        {
            alarms.Clear(AlarmKey);
            return;
        }

        Log.Left(logger, round.Left, round.Error);
        var many = round.Left == 1 ? "1 message of a Discord text channel waits" : $"{round.Left} messages of Discord text channels wait";
        alarms.Raise(AlarmKey, $"{many}: it cannot be found out whether they were deleted while the bot was away. {round.Error}");
    }

    /// <summary>Messages of text channels that are not over, the oldest first.</summary>
    private async Task<IReadOnlyList<Utterance>> ListAsync(CancellationToken stopping)
    {
        var all = new List<Utterance>();
        foreach (var state in Looked)
        {
            string? after = null;
            for (var page = 0; page < MaxPages; page++)
            {
                var some = await queue.ListAsync(new UtteranceQuery(state, Page, after), stopping);
                all.AddRange(some.Where(static one => one.Source == DiscordViewers.Source && DiscordMessageId.Is(one.MessageId)));
                if (some.Count < Page)
                {
                    break;
                }

                after = some[^1].Id;
            }
        }

        return [.. all.DistinctBy(static one => one.Id).OrderBy(static one => one.Id, StringComparer.Ordinal)];
    }
}
