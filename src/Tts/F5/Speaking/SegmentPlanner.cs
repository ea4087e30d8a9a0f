using IShowTts.Tts.F5.Text;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>Cuts a text into the parts that the model speaks, and gives each its length.</summary>
internal static class SegmentPlanner
{
    /// <summary>Parts for streaming: the first one short, cuts where a speaker would pause, very short lines by their own rule.</summary>
    /// <param name="text">Any text; a blank one gives no part.</param>
    /// <param name="prompt">The voice.</param>
    /// <param name="speed">Speaking rate, above 0.</param>
    /// <param name="options">Aims for the lengths.</param>
    public static IReadOnlyList<SpeechSegment> Streamed(string text, VoicePrompt prompt, double speed, F5Options options)
    {
        var segments = new List<SpeechSegment>();
        var end = 0;
        foreach (var words in SpeechPlan.Cut(text, Limits(prompt, speed, options)))
        {
            end = text.IndexOf(words, end, StringComparison.Ordinal) + words.Length;
            segments.Add(ShortLineRule.Plan(words, prompt.Pace, speed) is { } line
                ? new SpeechSegment(words, end, line.Text, line.Frames, line)
                : new SpeechSegment(words, end, words, Frames(prompt, words, speed)));
        }

        return segments;
    }

    /// <summary>Parts exactly as the original code makes them (<c>infer_process</c>, <c>infer_batch_process</c>). They are heard, and told as spoken, when all are there.</summary>
    /// <inheritdoc cref="Streamed"/>
    public static IReadOnlyList<SpeechSegment> Original(string text, VoicePrompt prompt, double speed) =>
    [
        .. TextChunks.Cut(text, prompt.MaxChunkBytes(speed))
            .Where(words => !string.IsNullOrWhiteSpace(words))
            .Select(words => OriginalPart(words, prompt, speed)),
    ];

    /// <summary>One chunk by the original rules (<c>infer_batch_process</c>).</summary>
    /// <param name="words">The chunk.</param>
    /// <param name="prompt">The voice.</param>
    /// <param name="speed">Speaking rate, above 0.</param>
    public static SpeechSegment OriginalPart(string words, VoicePrompt prompt, double speed) =>
        new(words, 0, words, Frames(prompt, words, F5Durations.LocalSpeed(ReferenceText.Bytes(words), speed)));

    /// <summary>The whole text as one part of a given length.</summary>
    /// <param name="text">Not blank.</param>
    /// <param name="prompt">The voice.</param>
    /// <param name="duration">Length of what is heard.</param>
    public static SpeechSegment Fixed(string text, VoicePrompt prompt, TimeSpan duration) =>
        new(text.Trim(), text.Length, text.Trim(), F5Durations.FixedFrames(prompt.Pace.ClipSeconds + duration.TotalSeconds));

    private static int Frames(VoicePrompt prompt, string words, double speed) =>
        F5Durations.Frames(prompt.Pace.ClipFrames, prompt.Pace.TranscriptBytes, ReferenceText.Bytes(words), speed);

    private static SpeechPlanLimits Limits(VoicePrompt prompt, double speed, F5Options options)
    {
        var limits = SpeechPlanLimits.For(prompt.Pace, speed, options.FirstChunkSeconds);
        var most = (int)Math.Max(prompt.Pace.BytesPerSecond * speed * options.MaxChunkSeconds, SpeechPlanLimits.MinBytes);
        return limits with { MaxBytes = Math.Min(limits.MaxBytes, most), FirstBytes = Math.Min(limits.FirstBytes, most) };
    }
}
