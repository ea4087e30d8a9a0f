namespace IShowTts.Tts.F5.Reference;

/// <summary>Finds pauses and splits at them, as pydub's <c>silence.split_on_silence</c> with a step of 10 ms.</summary>
internal static class SilenceFinder
{
    private const int Step = 10;

    /// <summary>Splits a recording at its pauses.</summary>
    /// <param name="clip">The recording.</param>
    /// <param name="shortest">Shortest pause, milliseconds.</param>
    /// <param name="thresholdDbfs">What is as loud as this or quieter is a pause.</param>
    /// <param name="keep">Milliseconds of the pause that stay on each side of a piece; neighbours that overlap share the middle.</param>
    /// <returns>Start and end of each piece in milliseconds, in order; none when all is silent.</returns>
    public static IReadOnlyList<(int Start, int End)> Pieces(PcmClip clip, int shortest, double thresholdDbfs, int keep)
    {
        var pieces = Sounds(clip.Milliseconds, Pauses(clip, shortest, thresholdDbfs)).Select(sound => (Start: sound.Start - keep, End: sound.End + keep)).ToArray();
        for (var i = 1; i < pieces.Length; i++)
        {
            if (pieces[i].Start < pieces[i - 1].End)
            {
                pieces[i - 1].End = pieces[i].Start = (pieces[i - 1].End + pieces[i].Start) >> 1;
            }
        }

        return [.. pieces.Select(piece => (Math.Max(0, piece.Start), Math.Min(clip.Milliseconds, piece.End)))];
    }

    /// <summary>Milliseconds at one end that are quieter than a level, in steps of 10.</summary>
    /// <param name="clip">The recording.</param>
    /// <param name="thresholdDbfs">The level.</param>
    /// <param name="atEnd">Look from the end backwards.</param>
    public static int QuietEdge(PcmClip clip, double thresholdDbfs, bool atEnd)
    {
        var quiet = 0;
        for (; quiet < clip.Milliseconds; quiet += Step)
        {
            var (from, to) = (clip.SampleFrameAt(quiet), clip.SampleFrameAt(quiet + Step));
            var sum = atEnd ? clip.SumOfSquares(clip.SampleFrames - to, clip.SampleFrames - from) : clip.SumOfSquares(from, to);
            var rms = clip.Rms(sum, to - from);
            if (rms > 0 && 20 * Math.Log10(rms / (double)PcmClip.FullScale) >= thresholdDbfs)
            {
                break;
            }
        }

        return Math.Min(quiet, clip.Milliseconds);
    }

    private static List<(int Start, int End)> Pauses(PcmClip clip, int shortest, double thresholdDbfs)
    {
        var pauses = new List<(int Start, int End)>();
        var previous = int.MinValue;
        foreach (var start in SilentWindows(clip, shortest, thresholdDbfs))
        {
            if (pauses.Count > 0 && (start == previous + Step || start <= previous + shortest))
            {
                pauses[^1] = (pauses[^1].Start, start + shortest);
            }
            else
            {
                pauses.Add((start, start + shortest));
            }

            previous = start;
        }

        return pauses;
    }

    // The sum moves with the window, so that the work does not depend on its length.
    private static IEnumerable<int> SilentWindows(PcmClip clip, int shortest, double thresholdDbfs)
    {
        var threshold = Math.Pow(10, thresholdDbfs / 20) * PcmClip.FullScale;
        var last = clip.Milliseconds - shortest;
        var (from, to, sum) = (0, 0, 0L);
        for (var start = 0; start <= last; start = start == last ? last + 1 : Math.Min(start + Step, last))
        {
            var (newFrom, newTo) = (clip.SampleFrameAt(start), clip.SampleFrameAt(start + shortest));
            sum += clip.SumOfSquares(to, newTo) - clip.SumOfSquares(from, newFrom);
            (from, to) = (newFrom, newTo);
            if (clip.Rms(sum, to - from) <= threshold)
            {
                yield return start;
            }
        }
    }

    private static List<(int Start, int End)> Sounds(int length, List<(int Start, int End)> pauses)
    {
        var sounds = new List<(int Start, int End)>();
        if (pauses is [(0, var only)] && only == length)
        {
            return sounds;
        }

        var end = 0;
        foreach (var pause in pauses)
        {
            if (pause.Start > 0 || end > 0)
            {
                sounds.Add((end, pause.Start));
            }

            end = pause.End;
        }

        if (end != length)
        {
            sounds.Add((end, length));
        }

        return sounds;
    }
}
