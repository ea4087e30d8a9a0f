using System.Globalization;
using IShowTts.Tts.F5.Text;
using IShowTts.Tts.Synthesis;
using Microsoft.Extensions.Logging;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>One part of a text with all that protects the listener: a time limit, a look at the result, one try with another seed. Blocks; for the engine's thread.</summary>
/// <param name="maker">Speaks.</param>
/// <param name="options">Limits.</param>
/// <param name="seed">Seed of the first try.</param>
/// <param name="givesWay">Whether other texts go first (<see cref="SynthesisRequest.GivesWay"/>).</param>
/// <param name="time">Measures.</param>
/// <param name="logger">Told of a second try; never sees a text.</param>
internal sealed class SegmentRun(SegmentMaker maker, F5Options options, long seed, bool givesWay, TimeProvider time, ILogger logger)
{
    /// <summary>Added to the seed for the second try.</summary>
    public const long OtherSeed = 7_919;

    private const double LeastSeconds = 5;

    /// <summary>Prepares a part, so that one before it may take it along.</summary>
    /// <param name="segment">The part.</param>
    /// <param name="index">Its place in the text, from 0.</param>
    /// <returns>To be given to <see cref="StartAsync"/>, always.</returns>
    /// <exception cref="SynthesisException">Of <see cref="SegmentMaker.Prepare"/>.</exception>
    public PreparedFlow Announce(SpeechSegment segment, int index)
    {
        var flow = maker.Prepare(segment, index, seed);
        flow.GivesWay = givesWay;
        maker.Announce(flow);
        return flow;
    }

    /// <summary>Puts a part into the line of the engine's thread.</summary>
    /// <param name="thread">The engine's thread.</param>
    /// <param name="flow">From <see cref="Announce"/>; it is given back here.</param>
    /// <param name="segment">The part.</param>
    /// <param name="index">Its place in the text, from 0.</param>
    /// <param name="cancellationToken">The caller's cancel.</param>
    /// <returns>Completes when nothing of the part is used any more: with its samples (24 kHz mono), cancelled, or with the error of <see cref="Make"/>.</returns>
    public async Task<float[]> StartAsync(EngineThread thread, PreparedFlow flow, SpeechSegment segment, int index, CancellationToken cancellationToken)
    {
        var isBegun = false;
        try
        {
            return await thread.RunAsync(Begin, givesWay, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (isBegun)
            {
                maker.Forget(flow);
            }
            else
            {
                // It never came to its turn, but a run under way may have taken it along: its buffers must not be lent to another.
                maker.Abandon(flow);
            }
        }

        float[] Begin(CancellationToken token)
        {
            isBegun = true;
            return Make(flow, segment, index, token);
        }
    }

    /// <summary>Speaks a part.</summary>
    /// <param name="flow">The part, prepared.</param>
    /// <param name="segment">The part.</param>
    /// <param name="index">Its place in the text, from 0.</param>
    /// <param name="cancellationToken">The caller's cancel.</param>
    /// <exception cref="SynthesisException"><c>timeout</c>, the code of <see cref="SpeechResultCheck"/>, or the maker's.</exception>
    public float[] Make(PreparedFlow flow, SpeechSegment segment, int index, CancellationToken cancellationToken)
    {
        var samples = MakeInTime(flow, segment, index, cancellationToken);
        var verdict = Check(samples, segment);
        if (!verdict.IsGood && options.RetryOtherSeed)
        {
            Log.TriedAgain(logger, index, verdict.Code!, verdict.Message);
            using var other = maker.Prepare(segment, index, seed + OtherSeed);
            samples = MakeInTime(other, segment, index, cancellationToken);
            verdict = Check(samples, segment);
        }

        return verdict.IsGood ? samples : throw new SynthesisException(verdict.Code!, verdict.Message);
    }

    private SpeechVerdict Check(float[] samples, SpeechSegment segment) =>
        options.CheckResults ? SpeechResultCheck.Check(samples, segment.Words) : default;

    private float[] MakeInTime(PreparedFlow flow, SpeechSegment segment, int index, CancellationToken cancellationToken)
    {
        // Those that are taken along are worked on too.
        var audio = flow.Request.Frames / F5Durations.FramesPerSecond * options.BatchWaiting;
        var limit = TimeSpan.FromSeconds(Math.Max(LeastSeconds, audio * options.TimeoutSeconds));
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return maker.Make(flow, segment, index, options.BatchWaiting, either.Token);
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SynthesisException(
                "timeout",
                string.Create(CultureInfo.InvariantCulture, $"F5-TTS was not done with a part of {audio:0.0} s, clip included, after {limit.TotalSeconds:0} s ({F5Options.Section}:{nameof(F5Options.TimeoutSeconds)})."),
                exception);
        }
    }
}
