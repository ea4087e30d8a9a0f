namespace IShowTts.Tts.F5.Text;

/// <summary>Very short lines ("gg", "W", a name), F5-TTS's known weakness: with too few frames the model swallows them, with far too many it mumbles.</summary>
/// <remarks>
/// The original code speaks every text below 10 bytes at speed 0.3, whatever it is. Here the length comes from the voice's own rate of speech,
/// its pauses left out, and from what is really said: capitals and digits are spelled, so they count several letters. There is a floor, room at both
/// ends, and an end mark; the room is trimmed off the result by energy.
/// </remarks>
internal static class ShortLineRule
{
    // Lines that take longer than this are no problem for the model.
    private const double ShortSeconds = 1.0;

    // Fewer frames than this give no speech at all: 0.8 s, the least the original rule gives "gg" at usual rates.
    private const double FloorSeconds = 0.8;

    // Room before and after the line, which the model fills with breath or silence.
    private const double RoomSeconds = 0.3;

    private const double KeepSeconds = 0.06;

    // Bytes that a spelled capital, a digit or a sign stands for ("double u", "seven"): the mean English name of a letter has 2 to 3 sounds.
    private const int SpelledBytes = 4;

    /// <summary>Plans a line, or null when it is long enough for the usual rule.</summary>
    /// <param name="line">A whole chunk, trimmed, not blank.</param>
    /// <param name="pace">Of the voice's clip.</param>
    /// <param name="speed">Speaking rate, above 0.</param>
    public static ShortLinePlan? Plan(string line, ClipPace pace, double speed)
    {
        var seconds = SpokenBytes(line) / pace.SpokenBytesPerSecond;
        if (seconds > ShortSeconds && ReferenceText.Bytes(line) >= SpeechPlanLimits.MinBytes)
            return null;
        var length = Math.Max(seconds / speed, FloorSeconds) + RoomSeconds;
        return new ShortLinePlan(Ended(line), pace.ClipFrames + (int)Math.Ceiling(length * F5Durations.FramesPerSecond), KeepSeconds);
    }

    /// <summary>The part of a result that is the line: room at both ends cut off by energy. Noise without quiet ends stays whole.</summary>
    /// <param name="samples">24 kHz mono.</param>
    /// <param name="plan">By which it was made.</param>
    public static Range Trim(ReadOnlySpan<float> samples, ShortLinePlan plan)
    {
        var speech = SpeechActivity.Of(samples, ClipPace.SampleRate);
        if (!speech.Any)
            return Range.All;
        var keep = (int)(plan.KeepSeconds * ClipPace.SampleRate);
        return Math.Max(0, speech.Start - keep)..Math.Min(samples.Length, speech.End + keep);
    }

    /// <summary>UTF-8 bytes of what is really said: capitals among capitals and digits are spelled one by one.</summary>
    /// <param name="line">The line.</param>
    public static int SpokenBytes(string line)
    {
        var bytes = ReferenceText.Bytes(line);
        for (var i = 0; i < line.Length; i++)
        {
            var isSpelled = char.IsDigit(line[i])
                || char.IsUpper(line[i]) && !(i + 1 < line.Length && char.IsLower(line[i + 1])) && !(i > 0 && char.IsLower(line[i - 1]));
            bytes += isSpelled ? SpelledBytes - 1 : 0;
        }

        return bytes;
    }

    private static string Ended(string line) => line[^1] is '.' or '!' or '?' or '。' or '！' or '？' or '…' ? line
        : CharacterClass.IsBlockHan(line[^1]) ? line + "。" : line + ".";
}
