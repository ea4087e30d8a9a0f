namespace IShowTts.Worker.Playout;

/// <summary>Turns a place in a text into how much is spoken before it: a word counts its characters, and one more for the gap behind it.</summary>
/// <param name="words">The words, in order.</param>
internal sealed class SpokenLengths(List<(int Start, int End, int Length)> words)
{
    private readonly double[] before = Sums(words);

    /// <summary>How much is spoken before a character.</summary>
    /// <param name="character">UTF-16 units from the start of the text.</param>
    public double At(int character)
    {
        int low = 0, high = words.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = words[middle].Start < character ? (middle + 1, high) : (low, middle);
        }

        if (low == 0)
        {
            return 0;
        }

        var (start, end, length) = words[low - 1];
        var part = Math.Min(1, (double)(character - start) / (end - start));
        return before[low - 1] + (part * length) + (character > end ? 1 : 0);
    }

    private static double[] Sums(List<(int Start, int End, int Length)> words)
    {
        var sums = new double[words.Count];
        for (var i = 1; i < sums.Length; i++)
        {
            sums[i] = sums[i - 1] + words[i - 1].Length + (words[i].Start > words[i - 1].End ? 1 : 0);
        }

        return sums;
    }
}
