using System.Globalization;
using IShowTts.Tts.F5.Text;
using IShowTts.Tts.Synthesis;
using Microsoft.Extensions.Logging;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>One part of a text with all that protects the listener: a time limit, a look at the result, one try with another seed. Blocks; for the engine's thread.</summary>
/// <param name="maker">Speaks.</param>
/// <param name="options">Limits.</param>
/// <param name="prompt">The voice; its clip counts in the time limit.</param>
/// <param name="seed">Seed of the first try.</param>
/// <param name="time">Measures.</param>
/// <param name="logger">Told of a second try; never sees a text.</param>
internal sealed class SegmentRun(SegmentMaker maker, F5Options options, VoicePrompt prompt, long seed, TimeProvider time, ILogger logger)
{
    /// <summary>Added to the seed for the second try.</summary>
    public const long OtherSeed = 7_919;

    private const double LeastSeconds = 5;

    /// <summary>Speaks a part.</summary>
    /// <param name="segment">The part.</param>
    /// <param name="index">Its place in the text, from 0.</param>
    /// <param name="cancellationToken">The caller's cancel.</param>
    /// <exception cref="SynthesisException"><c>timeout</c>, the code of <see cref="SpeechResultCheck"/>, or the maker's.</exception>
    public float[] Make(SpeechSegment segment, int index, CancellationToken cancellationToken)
    {
        var samples = MakeInTime(segment, index, seed, cancellationToken);
        var verdict = Check(samples, segment);
        if (!verdict.IsGood && options.RetryOtherSeed)
        {
            Log.TriedAgain(logger, index, verdict.Code!, verdict.Message);
            samples = MakeInTime(segment, index, seed + OtherSeed, cancellationToken);
            verdict = Check(samples, segment);
        }

        return verdict.IsGood ? samples : throw new SynthesisException(verdict.Code!, verdict.Message);
    }

    private SpeechVerdict Check(float[] samples, SpeechSegment segment) =>
        options.CheckResults ? SpeechResultCheck.Check(samples, segment.Words) : default;

    private float[] MakeInTime(SpeechSegment segment, int index, long trySeed, CancellationToken cancellationToken)
    {
        var audio = Math.Max(segment.Frames, prompt.Frames) / F5Durations.FramesPerSecond;
        var limit = TimeSpan.FromSeconds(Math.Max(LeastSeconds, audio * options.TimeoutSeconds));
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return maker.Make(segment, index, trySeed, either.Token);
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
