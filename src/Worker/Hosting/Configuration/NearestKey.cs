namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Finds what somebody meant by a mistyped word.</summary>
internal static class NearestKey
{
    private const int LongestWord = 64;

    /// <summary>The known word that is nearest, when it is near enough to be what was meant.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="known">What would be right.</param>
    /// <returns>The nearest word, or null when none is near.</returns>
    public static string? Find(string typed, IEnumerable<string> known)
    {
        if (typed.Length > LongestWord)
        {
            return null;
        }

        var limit = Math.Max(1, typed.Length / 3);
        return known
            .Where(word => word.Length <= LongestWord)
            .Select(word => (word, distance: Distance(typed, word)))
            .Where(candidate => candidate.distance <= limit)
            .OrderBy(candidate => candidate.distance)
            .ThenBy(candidate => candidate.word, StringComparer.Ordinal)
            .Select(candidate => candidate.word)
            .FirstOrDefault();
    }

    /// <summary>Edits (insert, delete, replace, swap neighbours) from one word to the other, case ignored.</summary>
    private static int Distance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                table[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Step(i, j),
                };
            }
        }

        return table[left.Length, right.Length];

        int Step(int i, int j)
        {
            var cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
            var best = Math.Min(Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1), table[i - 1, j - 1] + cost);
            var swapped = i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]);
            return swapped ? Math.Min(best, table[i - 2, j - 2] + 1) : best;
        }
    }

    private static bool Same(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
