namespace IShowTts.Tts.F5.Reference;

/// <summary>Cuts a recording to at most 12 s and trims its edges, as <c>utils_infer.py: preprocess_ref_audio_text</c>, sample for sample.</summary>
/// <remarks>One quirk is not imitated: the reference raises recordings below 11,025 Hz to that rate.</remarks>
internal static class ClipCutter
{
    private const int Longest = 12_000;
    private const int LongEnough = 6_000;
    private const int Kept = 1_000;
    private const double EdgeDbfs = -42;

    /// <summary>Cuts.</summary>
    /// <param name="clip">The whole recording.</param>
    /// <returns>A new clip of the same rate and channels, 50 ms of silence at its end; nothing but that when the recording is silent.</returns>
    public static PcmClip Cut(PcmClip clip)
    {
        var cut = UpToLongest(clip, shortestPause: 1_000, pauseDbfs: -50);
        if (cut.Milliseconds > Longest)
        {
            cut = UpToLongest(clip, shortestPause: 100, pauseDbfs: -40);
        }

        if (cut.Milliseconds > Longest)
        {
            cut = cut.Slice(0, Longest);
        }

        cut = cut.Slice(SilenceFinder.QuietEdge(cut, EdgeDbfs, atEnd: false), cut.Milliseconds);
        var tail = SilenceFinder.QuietEdge(cut, EdgeDbfs, atEnd: true);
        cut = tail > 0 ? cut.Slice(0, cut.Milliseconds - tail) : cut;
        return cut with { Samples = [.. cut.Samples, .. new short[TailSampleFrames(cut.SampleRate) * cut.Channels]] };
    }

    /// <summary>Sample frames of the silence at the end: 551 at 11,025 Hz (pydub's own rate for silence), converted to the clip's rate.</summary>
    /// <param name="sampleRate">Hz.</param>
    public static int TailSampleFrames(int sampleRate) => (int)(550L * sampleRate / 11_025) + 1;

    // Pieces in order; a further one is left out when there are 6 s already and with it there would be more than 12.
    private static PcmClip UpToLongest(PcmClip clip, int shortestPause, double pauseDbfs)
    {
        var samples = new List<short>();
        foreach (var (start, end) in SilenceFinder.Pieces(clip, shortestPause, pauseDbfs, Kept))
        {
            var piece = clip.Slice(start, end);
            var length = PcmClip.MillisecondsOf(samples.Count / clip.Channels, clip.SampleRate);
            var longer = PcmClip.MillisecondsOf((samples.Count + piece.Samples.Length) / clip.Channels, clip.SampleRate);
            if (length > LongEnough && longer > Longest)
            {
                break;
            }

            samples.AddRange(piece.Samples);
        }

        return clip with { Samples = [.. samples] };
    }
}
