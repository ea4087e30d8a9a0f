using IShowTts.Tts.Audio;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Playout;

/// <summary>Plays one cue on all sinks: pause, cancel, replay after a lost sink, progress on disk.</summary>
internal sealed class CuePlayer(
    SinkSet sinks,
    NowPlaying nowPlaying,
    IUtteranceQueue queue,
    IOptions<PlayoutOptions> options,
    TimeProvider time,
    IUtteranceDoubts? doubts = null)
{
    private const int BlockFrames = 960; // 20 ms at 48 kHz
    private const int RampFrames = 480; // 10 ms, so that going on in the middle makes no click
    private static readonly UtteranceState[] OnAir = [UtteranceState.Playing];
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);
    private readonly float[] mono = new float[BlockFrames];
    private readonly float[] stereo = new float[BlockFrames * 2];
    private long lastSaved;

    /// <summary>Plays a cue whose utterance is committed as playing.</summary>
    /// <returns>Heard, cancelled, put back, or sink lost when the policy says that it is not played again.</returns>
    /// <exception cref="OperationCanceledException">The worker stops; sinks are silent and progress is stored.</exception>
    public async Task<CueEnding> PlayAsync(Cue cue, CancellationToken stopping)
    {
        var position = 0;
        while (true)
        {
            var (ending, heard) = await PlayFromAsync(cue, position, stopping);
            nowPlaying.Heard = heard;
            switch (ending)
            {
                case CueEnding.Paused:
                    await queue.SaveProgressAsync(cue.Utterance.Id, heard, TotalOf(cue), stopping);
                    position = AudioFormat.Mono48.SamplesIn(heard);
                    break;
                case CueEnding.SinkLost when IsReplayed(cue, heard):
                    position = 0;
                    break;
                default:
                    return ending;
            }

            var before = sinks.Counting;
            try
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cue.Cancelled);
                await nowPlaying.WaitResumedAsync(either.Token);
                await sinks.ChooseAsync(goesOn: ending == CueEnding.Paused, either.Token);
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
            {
                return CueEnding.Cancelled;
            }

            if (sinks.Counting != before)
            {
                var played = sinks.PlayedUntil(cue.Utterance.Id);
                if (cue.IsComplete && played >= cue.Duration - Rounding)
                {
                    // It has played along to the end: not twice in full.
                    nowPlaying.Heard = cue.Duration;
                    return CueEnding.Heard;
                }

                position = Math.Min(position, AudioFormat.Mono48.SamplesIn(played));
            }

            if (doubts?.IsDoubted(cue.Utterance) == true)
            {
                // It may have been deleted while it was silent; others are heard until that is known.
                await queue.MoveAsync(cue.Utterance.Id, OnAir, QueueReasons.Doubted, stopping);
                return CueEnding.PutBack;
            }
        }
    }

    private static TimeSpan? TotalOf(Cue cue) => cue.IsComplete ? cue.Duration : null;

    private bool IsReplayed(Cue cue, TimeSpan heard) => options.Value.OnSinkLost switch
    {
        InterruptedPolicy.Replay => true,
        InterruptedPolicy.Mark => false,
        _ => !cue.IsComplete || heard < cue.Duration / 2,
    };

    private async Task<(CueEnding Ending, TimeSpan Heard)> PlayFromAsync(Cue cue, int start, CancellationToken stopping)
    {
        var offset = AudioFormat.Mono48.DurationOf(start);
        sinks.BeginCue(cue.Utterance.Id, cue.Utterance.Kind, offset);
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(stopping, cue.Cancelled, nowPlaying.Paused);
        try
        {
            // Neither reading nor writing looks at it as long as there is something to do.
            interrupted.Token.ThrowIfCancellationRequested();
            var position = start;
            int count;
            while ((count = await cue.ReadAsync(position, mono, interrupted.Token)) > 0)
            {
                Spread(mono.AsSpan(0, count), position == start && start > 0);
                if (!await sinks.WriteAsync(stereo.AsMemory(0, count * 2), interrupted.Token))
                {
                    await sinks.FadeOutAsync();
                    return (CueEnding.SinkLost, HeardUntilLost(offset));
                }

                position += count;
                await TellAsync(cue, offset + sinks.Counting.Heard, interrupted.Token);
            }

            return await DrainAsync(cue, offset, interrupted.Token);
        }
        catch (OperationCanceledException)
        {
            var heard = offset + await sinks.FadeOutAsync() ?? HeardUntilLost(offset);
            nowPlaying.Heard = heard;
            if (stopping.IsCancellationRequested)
            {
                await queue.SaveProgressAsync(cue.Utterance.Id, heard, TotalOf(cue), CancellationToken.None);
                throw;
            }

            return (cue.Cancelled.IsCancellationRequested ? CueEnding.Cancelled : CueEnding.Paused, heard);
        }
    }

    /// <summary>What was heard of a cue whose sink that counts was lost; never more than was told before.</summary>
    private TimeSpan HeardUntilLost(TimeSpan offset)
    {
        return offset + sinks.Counting.HeardUntilLost is { } heard && heard < nowPlaying.Heard ? heard : nowPlaying.Heard;
    }

    private async Task<(CueEnding Ending, TimeSpan Heard)> DrainAsync(Cue cue, TimeSpan offset, CancellationToken cancellationToken)
    {
        await queue.SaveProgressAsync(cue.Utterance.Id, nowPlaying.Heard, cue.Duration, cancellationToken);
        return await sinks.DrainAsync(cancellationToken)
            ? (CueEnding.Heard, cue.Duration)
            : (CueEnding.SinkLost, HeardUntilLost(offset));
    }

    private async ValueTask TellAsync(Cue cue, TimeSpan heard, CancellationToken cancellationToken)
    {
        nowPlaying.Heard = heard;
        if (time.GetElapsedTime(lastSaved) >= ProgressInterval)
        {
            lastSaved = time.GetTimestamp();
            await queue.SaveProgressAsync(cue.Utterance.Id, heard, TotalOf(cue), cancellationToken);
        }
    }

    private void Spread(ReadOnlySpan<float> samples, bool isRampedIn)
    {
        MonoToStereo.Convert(samples, stereo);
        for (var i = 0; isRampedIn && i < Math.Min(samples.Length, RampFrames); i++)
        {
            var ramp = (float)i / RampFrames;
            stereo[2 * i] *= ramp;
            stereo[(2 * i) + 1] *= ramp;
        }
    }
}
