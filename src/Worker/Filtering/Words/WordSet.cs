using System.Text;
using System.Text.RegularExpressions;

namespace IShowTts.Worker.Filtering.Words;

/// <summary>Blocked and allowed words, parsed. Immutable.</summary>
/// <param name="Entries">Words for the automaton.</param>
/// <param name="Patterns">Entries that are patterns: <c>regex:</c> and words with a star or question mark inside.</param>
internal sealed record WordSet(IReadOnlyList<WordEntry> Entries, IReadOnlyList<(string Text, Regex Regex)> Patterns)
{
    private const int MaxWordLength = 64;
    private static readonly TimeSpan s_matchTimeout = TimeSpan.FromMilliseconds(50);

    /// <summary>Parses lists.</summary>
    /// <param name="blocked">Blocked entries with the key they stand under.</param>
    /// <param name="allowed">Allowed entries with the key they stand under.</param>
    /// <param name="folder">Folds them the way texts are folded.</param>
    /// <param name="errors">Gets one sentence for each mistake, naming the key.</param>
    public static WordSet Parse(
        IEnumerable<(string Key, string Text)> blocked, IEnumerable<(string Key, string Text)> allowed, TextFolder folder, List<string> errors)
    {
        var entries = new List<WordEntry>();
        var patterns = new List<(string, Regex)>();
        foreach (var (key, text) in blocked)
        {
            var plain = Unmask(text.Trim());
            if (plain.StartsWith("regex:", StringComparison.OrdinalIgnoreCase))
                AddPattern(key, text, plain[6..], patterns, errors);
            else if (plain.Trim('*').AsSpan().ContainsAny('*', '?'))
                AddPattern(key, text, Glob(plain), patterns, errors);
            else
                AddWord(key, text, plain, false, folder, entries, errors);
        }

        foreach (var (key, text) in allowed)
            AddWord(key, text, Unmask(text.Trim()), true, folder, entries, errors);

        return new WordSet(entries, patterns);
    }

    /// <summary>Undoes the mask of <c>rot13:</c> entries, which keeps ugly words out of sight; it is no secret.</summary>
    public static string Unmask(string entry) =>
        entry.StartsWith("rot13:", StringComparison.OrdinalIgnoreCase) ? string.Concat(entry[6..].Select(Rotate)) : entry;

    private static char Rotate(char c) => c switch
    {
        >= 'a' and <= 'z' => (char)('a' + (c - 'a' + 13) % 26),
        >= 'A' and <= 'Z' => (char)('A' + (c - 'A' + 13) % 26),
        _ => c,
    };

    private static void AddWord(string key, string text, string plain, bool isAllowed, TextFolder folder, List<WordEntry> entries, List<string> errors)
    {
        var word = folder.FoldWord(plain.Trim('*').Trim());
        word = string.Join(' ', word.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (word.Length is 0 or > MaxWordLength)
            errors.Add($"{key}: an entry must have 1 to {MaxWordLength} letters; change it or take it out.");
        else if (plain.StartsWith('*') && plain.EndsWith('*') && word.Length < 3)
            errors.Add($"{key}: an entry between stars needs 3 letters or more, or it hits nearly everything.");
        else
            entries.Add(new WordEntry(text.Trim(), word, plain.StartsWith('*'), plain.EndsWith('*'), isAllowed));
    }

    private static void AddPattern(string key, string text, string pattern, List<(string, Regex)> patterns, List<string> errors)
    {
        try
        {
            const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
            patterns.Add((text.Trim(), new Regex(pattern, Options, s_matchTimeout)));
        }
        catch (Exception mistake) when (mistake is ArgumentException or NotSupportedException)
        {
            errors.Add($"{key}: the pattern cannot be used ({mistake.Message}). Patterns run in linear time: no look-around, no back-references.");
        }
    }

    private static string Glob(string plain)
    {
        var pattern = new StringBuilder();
        if (!plain.StartsWith('*'))
            pattern.Append(@"\b");
        foreach (var c in plain.Trim('*'))
        {
            pattern.Append(c switch
            {
                '*' => @"\p{L}{0,32}",
                '?' => @"\p{L}",
                _ => Regex.Escape(c.ToString()),
            });
        }

        return plain.EndsWith('*') ? pattern.ToString() : pattern.Append(@"\b").ToString();
    }
}
