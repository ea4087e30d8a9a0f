namespace IShowTts.Tts.F5.Text;

/// <summary>
/// Plans the chunks of a streamed text: a short first one, so that speech starts soon, then longer ones, each synthesized while the one before plays.
/// Cuts lie where a speaker would pause. Without streaming, <see cref="TextChunks"/> cuts as the original code does.
/// </summary>
internal static class SpeechPlan
{
    // A chunk may be this much shorter or longer than its aim, to end at a better place.
    private const double Shorter = 0.6;
    private const double Longer = 1.6;

    // Rather than inside a word, it goes on for this much to a comma or better.
    private const double MuchLonger = 2.5;

    /// <summary>Cuts a text. Linear time. Nothing but white space at the cuts is lost, no chunk is empty or longer than allowed.</summary>
    /// <param name="text">Any text; a blank one gives no chunk.</param>
    /// <param name="limits">Sizes.</param>
    /// <returns>Trimmed chunks, in order. Words, numbers and addresses stay whole unless one alone is too long; graphemes unless one alone is.</returns>
    public static IReadOnlyList<string> Cut(string text, SpeechPlanLimits limits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.MaxBytes, SpeechPlanLimits.MinBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.Growth, 1.0);
        text = text.Trim();
        var map = CutMap.Of(text);
        var cuts = new List<(int Start, int End)>();
        double target = Math.Clamp(limits.FirstBytes, SpeechPlanLimits.MinBytes, limits.MaxBytes);
        for (var start = 0; start < text.Length; start = SkipSpace(text, start))
        {
            var end = NextCut(map, text, start, target, limits.MaxBytes);
            cuts.Add((start, end));
            start = end;
            target = Math.Min(target * limits.Growth, limits.MaxBytes);
        }

        MendTail(map, text, cuts, limits.MaxBytes);
        return cuts.ConvertAll(cut => text[cut.Start..cut.End]);
    }

    // A rest too short for the model joins the chunk before it, or takes half of it.
    private static void MendTail(CutMap map, string text, List<(int Start, int End)> cuts, int maxBytes)
    {
        if (cuts.Count < 2 || map.Bytes(cuts[^1].Start, cuts[^1].End) >= SpeechPlanLimits.MinBytes)
            return;
        var start = cuts[^2].Start;
        var bytes = map.Bytes(start, text.Length);
        cuts.RemoveRange(cuts.Count - 2, 2);
        if (bytes <= maxBytes)
        {
            cuts.Add((start, text.Length));
            return;
        }

        // Both halves are far below the maximum: the two together are at most one chunk and a short rest.
        var end = NextCut(map, text, start, bytes / 2.0, maxBytes);
        cuts.Add((start, end));
        for (start = SkipSpace(text, end); start < text.Length; start = SkipSpace(text, end))
        {
            end = NextCut(map, text, start, maxBytes, maxBytes);
            cuts.Add((start, end));
        }
    }

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }

    private static int NextCut(CutMap map, string text, int start, double target, int maxBytes)
    {
        var (low, high) = (Math.Max(target * Shorter, SpeechPlanLimits.MinBytes), Math.Min(target * Longer, maxBytes));
        if (map.Bytes(start, text.Length) <= high)
            return text.Length;

        var (best, before, grapheme, anything) = (0, 0, 0, 0);
        for (var at = start + 1; at <= text.Length && map.Bytes(start, at) is var bytes && bytes <= maxBytes; at++)
        {
            var rank = map[at];
            if (bytes > high && best > 0)
            {
                if (map[best] >= CutRank.Space || bytes > target * MuchLonger)
                    return best;
                if (rank >= CutRank.Comma)
                    return at;
                continue;
            }

            anything = at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]) ? anything : at;
            grapheme = rank >= CutRank.Grapheme ? at : grapheme;
            if (rank < CutRank.Unbroken)
                continue;
            if (bytes > high)
                return at;
            if (bytes < low)
                before = at;
            else if (best == 0 || rank > map[best] || rank == map[best] && IsNearer(bytes, map.Bytes(start, best), target))
                best = at;
        }

        return best > 0 ? best : before > 0 ? before : grapheme > 0 ? grapheme : anything;
    }

    private static bool IsNearer(int bytes, int than, double target) => Math.Abs(bytes - target) < Math.Abs(than - target);
}
