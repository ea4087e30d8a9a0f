using System.Text.RegularExpressions;

namespace IShowTts.Tts.Text;

/// <summary>The user's replacements, compiled. Immutable and thread safe; time grows linearly with the text for each replacement.</summary>
public sealed class ReplacementList
{
    /// <summary>Longest text that replacements may make; further ones are left out. UTF-16 units.</summary>
    public const int MaxLength = 20_000;

    private static readonly TimeSpan s_matchTimeout = TimeSpan.FromMilliseconds(100);

    private readonly (Regex Regex, string Replacement)[] _steps;

    private ReplacementList(IEnumerable<(Regex, string)> steps) => _steps = [.. steps];

    /// <summary>Compiles.</summary>
    /// <param name="replacements">What the user wrote.</param>
    /// <param name="errors">One sentence for each mistake, naming the key; empty when all is well.</param>
    /// <returns>The list without the mistaken ones.</returns>
    public static ReplacementList Create(IEnumerable<ReplacementOptions> replacements, out IReadOnlyList<string> errors)
    {
        ArgumentNullException.ThrowIfNull(replacements);
        var found = new List<string>();
        var steps = new List<(int Order, Regex Regex, string Replacement)>();
        var index = -1;
        foreach (var replacement in replacements)
        {
            index++;
            if (!replacement.Enabled)
                continue;
            if (replacement.Pattern.Length == 0)
            {
                found.Add($"Text:Replacements:{index}:Pattern is empty; write what is to be replaced or take the entry out.");
                continue;
            }

            try
            {
                var pattern = replacement.Regex ? replacement.Pattern : Regex.Escape(replacement.Pattern);
                if (replacement.WholeWord)
                    pattern = WholeWord(pattern, replacement);

                const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
                var with = replacement.Regex ? replacement.Replacement : replacement.Replacement.Replace("$", "$$", StringComparison.Ordinal);
                steps.Add((replacement.Order, new Regex(pattern, Options, s_matchTimeout), with));
            }
            catch (Exception mistake) when (mistake is ArgumentException or NotSupportedException)
            {
                found.Add($"Text:Replacements:{index}:Pattern cannot be used ({mistake.Message}). Patterns run in linear time: no look-around, no back-references.");
            }
        }

        errors = found;
        return new ReplacementList(steps.OrderBy(s => s.Order).Select(s => (s.Regex, s.Replacement)));
    }

    /// <summary>Replaces.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text after all replacements; one whose result would be too long, or that takes too long, is left out.</returns>
    public string Apply(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var (regex, replacement) in _steps)
        {
            try
            {
                var next = regex.Replace(text, replacement);
                if (next.Length <= MaxLength)
                    text = next;
            }
            catch (RegexMatchTimeoutException)
            {
                // Left out: the words are still said, only as they were written.
                continue;
            }
        }

        return text;
    }

    // A pattern that begins or ends with a sign has no word boundary there.
    private static string WholeWord(string pattern, ReplacementOptions replacement)
    {
        if (replacement.Regex)
            return $@"\b(?:{pattern})\b";

        var start = char.IsLetterOrDigit(replacement.Pattern[0]) ? @"\b" : "";
        var end = char.IsLetterOrDigit(replacement.Pattern[^1]) ? @"\b" : "";
        return start + pattern + end;
    }
}
