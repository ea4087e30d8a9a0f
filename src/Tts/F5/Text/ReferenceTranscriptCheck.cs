namespace IShowTts.Tts.F5.Text;

/// <summary>Finds transcripts that cannot belong to their clip. F5-TTS takes its speaking rate from the two, so a wrong one stretches or rushes all speech.</summary>
internal static class ReferenceTranscriptCheck
{
    /// <summary>Says nothing is said.</summary>
    public const string Empty = "transcript-empty";

    /// <summary>Fewer characters than anybody needs that long for.</summary>
    public const string TooShort = "transcript-too-short";

    /// <summary>More characters than anybody can say in that time.</summary>
    public const string TooLong = "transcript-too-long";

    /// <summary>Compares a transcript with its clip.</summary>
    /// <param name="transcript">As the user wrote it.</param>
    /// <param name="seconds">Length of the clip after preparation (silence cut), above 0.</param>
    /// <returns>Null when they can belong together; the bounds are those of <see cref="SpeechPace"/>, wide on purpose.</returns>
    public static TranscriptFinding? Check(string transcript, double seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seconds);
        var pace = SpeechPace.Of(transcript);
        if (pace.Characters == 0)
            return new(Empty, "The transcript has no letter. Write down exactly what is said in the clip.");
        if (seconds > pace.LongestSeconds)
        {
            return new(TooShort, FormattableString.Invariant(
                $"{Facts(pace, seconds)} Nobody speaks that slowly (at most {pace.LongestSeconds:0.0} s): words are missing in the transcript. Speech would be stretched about {Stretch(pace, seconds):0.0} times, which also makes RTF look better than it is. Write down all that is said, or cut the clip to what is written."));
        }

        return seconds < pace.ShortestSeconds
            ? new(TooLong, FormattableString.Invariant(
                $"{Facts(pace, seconds)} Nobody speaks that fast (at least {pace.ShortestSeconds:0.0} s): the transcript says more than the clip. Speech would be rushed and words would be lost. Write down only what is said."))
            : null;
    }

    private static string Facts(SpeechPace pace, double seconds) => FormattableString.Invariant(
        $"The transcript has {pace.Characters} spoken characters for {seconds:0.0} s of clip, {pace.Characters / seconds:0.0} per second.");

    // Against the middle of what people do.
    private static double Stretch(SpeechPace pace, double seconds) => seconds / Math.Sqrt(pace.ShortestSeconds * pace.LongestSeconds);
}
