using IShowTts.Worker.Queue;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Playout;

/// <summary>The loop that plays cues, one after another, in the order in which the speaker took them.</summary>
internal sealed class PlayoutService(
    CueChannel cues,
    ActiveCues active,
    CuePlayer player,
    SinkSet sinks,
    NowPlaying nowPlaying,
    IUtteranceQueue queue,
    IOptions<PlayoutOptions> options,
    TimeProvider time,
    ILogger<PlayoutService> logger) : BackgroundService
{
    private static readonly UtteranceState[] Ahead = [UtteranceState.Synthesizing];
    private static readonly UtteranceState[] OnAir = [UtteranceState.Playing];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        sinks.Start();
        try
        {
            await foreach (var cue in cues.Reader.ReadAllAsync(stoppingToken))
            {
                try
                {
                    if (await PlayAsync(cue, stoppingToken))
                    {
                        await PauseBetweenAsync(stoppingToken);
                    }
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    Log.Failed(logger, cue.Utterance.Id, e);
                    await SetAsideAsync(cue, e, stoppingToken);
                }
                finally
                {
                    nowPlaying.Set(null);
                    sinks.EndCue();
                    active.Remove(cue);
                    cue.Cancel(); // a speaker that still synthesizes it stops
                    cue.Dispose();
                    cues.Release();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The worker stops; what was playing is marked so, and recovered at the next start.
        }
    }

    /// <summary>Plays one cue.</summary>
    /// <returns>Whether anything was heard.</returns>
    private async Task<bool> PlayAsync(Cue cue, CancellationToken stopping)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cue.Cancelled);
            var first = new float[1];
            if (await cue.ReadAsync(0, first, either.Token) == 0)
            {
                return false; // the speaker has set it aside, with its reason
            }

            await nowPlaying.WaitResumedAsync(either.Token);
            await sinks.ChooseAsync(goesOn: false, either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return false;
        }

        nowPlaying.Set(cue);
        var playing = new UtteranceChange(UtteranceState.Playing, cue.Fallback) { Timings = cue.Timings, Engine = cue.Voice?.Engine, Voice = cue.Voice?.Name };
        if (await queue.MoveAsync(cue.Utterance.Id, Ahead, playing, stopping) is null)
        {
            return false; // ended by somebody in the meantime
        }

        Log.Playing(logger, cue.Utterance.Id);
        var ending = await player.PlayAsync(cue, stopping);
        cue.Ending = ending;
        await EndAsync(cue, ending, stopping);
        return true;
    }

    private async Task EndAsync(Cue cue, CueEnding ending, CancellationToken stopping)
    {
        var heard = nowPlaying.Heard;
        var timings = cue.Timings with { HeardMs = heard.TotalMilliseconds };
        if (ending == CueEnding.Heard && cue.Failure is { } failure)
        {
            // Part of it was heard: a paid one must not be counted as spoken.
            await MoveAsync(cue, new UtteranceChange(UtteranceState.Failed, failure) { Timings = timings }, stopping);
        }
        else if (ending == CueEnding.Heard)
        {
            await MoveAsync(cue, new UtteranceChange(UtteranceState.Heard, HeardReason(cue)) { Timings = timings }, stopping);
        }
        else if (ending == CueEnding.SinkLost)
        {
            var mostly = cue.IsComplete && heard >= cue.Duration / 2;
            var reason = new StateReason(
                mostly ? ReasonCodes.MostlyHeard : ReasonCodes.SinkLost,
                $"{PlayoutOptions.Section}:{nameof(PlayoutOptions.OnSinkLost)}",
                $"{sinks.Counting.Name} was lost after {heard.TotalSeconds:F1} s.{FallbackOf(cue)}");
            await MoveAsync(cue, new UtteranceChange(mostly ? UtteranceState.Heard : UtteranceState.Failed, reason) { Timings = timings }, stopping);
        }

        Log.Ended(logger, cue.Utterance.Id, ending.ToString(), heard.TotalMilliseconds);
    }

    private StateReason HeardReason(Cue cue) => sinks.Counting == sinks.Required
        ? cue.Fallback ?? new StateReason(ReasonCodes.Finished)
        : new StateReason(
            ReasonCodes.StandIn,
            $"{PlayoutOptions.Section}:{nameof(PlayoutOptions.StandInSink)}",
            $"Heard on {sinks.Counting.Name}, as {sinks.Required.Name} was gone.{FallbackOf(cue)}");

    private static string FallbackOf(Cue cue) => cue.Fallback is { } fallback ? $" It was {fallback.Detail}." : "";

    /// <summary>Commits an end even while the worker stops: what was heard must not be heard again.</summary>
    private async Task MoveAsync(Cue cue, UtteranceChange change, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await queue.MoveAsync(cue.Utterance.Id, OnAir, change, CancellationToken.None);
                return;
            }
            catch (QueueStoreException e) when (!stopping.IsCancellationRequested)
            {
                Log.NotStored(logger, cue.Utterance.Id, e);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stopping);
            }
        }
    }

    private async Task SetAsideAsync(Cue cue, Exception cause, CancellationToken stopping)
    {
        await sinks.FadeOutAsync();
        var reason = new StateReason(ReasonCodes.EngineFailed, null, cause.Message);
        try
        {
            await queue.MoveAsync(cue.Utterance.Id, [.. Ahead, .. OnAir], new UtteranceChange(UtteranceState.Failed, reason), stopping);
        }
        catch (QueueStoreException e)
        {
            Log.NotStored(logger, cue.Utterance.Id, e);
        }
    }

    private Task PauseBetweenAsync(CancellationToken stopping) =>
        Task.Delay(TimeSpan.FromMilliseconds(options.Value.PauseBetweenMilliseconds), time, stopping);
}
