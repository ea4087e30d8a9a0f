using IShowTts.Tts.Checkpoints;

namespace IShowTts.Tts.F5.Text.Chinese;

/// <summary>Cuts Chinese text into words as jieba-rs does: the most probable path through the dictionary's words, and the hidden Markov model for the rest. Thread safe.</summary>
/// <param name="words">Words with their frequencies.</param>
/// <param name="model">For what the dictionary does not have.</param>
internal sealed class WordSegmenter(WordTable words, HiddenMarkovModel model)
{
    private const int MaxWordLength = 64;
    private readonly double _logTotal = Math.Log(words.Total);

    /// <summary>Reads jieba's <c>dict.txt</c>: <c>word frequency tag</c> a line.</summary>
    /// <param name="lines">The file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="CheckpointException">Not such a file; names the line.</exception>
    public static WordTable ParseWords(IEnumerable<string> lines, string name)
    {
        var words = new List<(string, int)>(400_000);
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (line.Length == 0)
                continue;
            var end = space < 0 ? -1 : line.IndexOf(' ', space + 1);
            if (space is <= 0 or > MaxWordLength || !int.TryParse(line.AsSpan(space + 1, (end < 0 ? line.Length : end) - space - 1), out var frequency) || frequency < 1)
                throw new CheckpointException($"{name}, line {number}: not 'word frequency tag'. Run ./run.sh setup --chinese again.");
            words.Add((line[..space], frequency));
        }

        return words.Count > 0 ? WordTable.Of(words) : throw new CheckpointException($"{name} is empty. Run ./run.sh setup --chinese again.");
    }

    /// <summary>Cuts a block.</summary>
    /// <param name="block">See <see cref="IChineseText.Cut"/>.</param>
    /// <param name="ends">Gets the end of each word.</param>
    public void Cut(ReadOnlySpan<char> block, List<int> ends)
    {
        var route = Route(block);
        var pending = 0;
        for (int at = 0, end; at < block.Length; at = end)
        {
            end = route[at];
            if (IsSingle(block[at..end]))
                continue;
            CutUnknown(block[pending..at], pending, ends);
            ends.Add(end);
            pending = end;
        }

        CutUnknown(block[pending..], pending, ends);
    }

    // From each character, the end of the word on the most probable path; from right to left. Of equal ones the longest.
    private int[] Route(ReadOnlySpan<char> block)
    {
        var route = new int[block.Length];
        var score = new double[block.Length + 1];
        var next = block.Length;
        for (var at = block.Length - 1; at >= 0; at--)
        {
            if (at > 0 && char.IsSurrogatePair(block[at - 1], block[at]))
                continue;
            var best = double.NegativeInfinity;
            var walk = new WordTable.Walk(words);
            for (var end = at; end < block.Length && walk.Step(block[end], out var frequency); end++)
            {
                var candidate = Math.Log(frequency) - _logTotal + score[end + 1];
                if (frequency != WordTable.None && candidate >= best)
                    (best, route[at]) = (candidate, end + 1);
            }

            // No word at all begins here: the character alone, as if it had been seen once.
            if (double.IsNegativeInfinity(best))
                (best, route[at]) = (score[next] - _logTotal, next);
            score[at] = best;
            next = at;
        }

        return route;
    }

    // A run of single characters.
    private void CutUnknown(ReadOnlySpan<char> run, int offset, List<int> ends)
    {
        if (run.IsEmpty)
            return;
        if (IsSingle(run))
        {
            ends.Add(offset + run.Length);
        }
        else if (words.Find(run) != WordTable.None)
        {
            for (var at = 1; at <= run.Length; at++)
            {
                if (at == run.Length || !char.IsSurrogatePair(run[at - 1], run[at]))
                    ends.Add(offset + at);
            }
        }
        else
        {
            CutByModel(run, offset, ends);
        }
    }

    private void CutByModel(ReadOnlySpan<char> run, int offset, List<int> ends)
    {
        for (int at = 0, end; at < run.Length; at = end)
        {
            var known = IsInModel(run[at]);
            end = at + 1;
            while (end < run.Length && IsInModel(run[end]) == known)
                end++;
            if (!known)
                LetterRuns.CutRun(run[at..end], offset + at, ends);
            else if (end - at == 1)
                ends.Add(offset + end);
            else
                model.Cut(run[at..end], offset + at, ends);
        }
    }

    private static bool IsInModel(char c) => c is >= '\u4E00' and <= '\u9FD5';

    private static bool IsSingle(ReadOnlySpan<char> text) => text.Length == 1 || text.Length == 2 && char.IsSurrogatePair(text[0], text[1]);
}
