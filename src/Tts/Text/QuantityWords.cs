namespace IShowTts.Tts.Text;

/// <summary>English words for whatever has digits in it.</summary>
internal static class QuantityWords
{
    private const int LongestOther = 32;

    private static readonly System.Buffers.SearchValues<char> s_versionSigns = System.Buffers.SearchValues.Create("0123456789.");

    /// <summary>The words of a number, amount, measure, date, time or fraction.</summary>
    /// <param name="word">Without punctuation around it.</param>
    /// <param name="next">The word after it, or empty.</param>
    /// <param name="tookNext">The next word is in the result (a unit, a currency).</param>
    /// <returns>Null when it is none of them.</returns>
    public static string? Read(ReadOnlySpan<char> word, ReadOnlySpan<char> next, out bool tookNext)
    {
        tookNext = false;
        if (word.Length <= LongestOther)
        {
            if (next.Length > 0 && ReadWithNext(word, next) is { } both)
            {
                tookNext = true;
                return both;
            }

            if (MoneyWords.Read(word) is { } money)
                return money;
            if ((ClockWords.Date(word) ?? ClockWords.Time(word)) is { } clock)
                return clock;
            if ((Fraction(word) ?? Ordinal(word) ?? Measure(word) ?? Marked(word) ?? Version(word)) is { } other)
                return other;
        }

        return NumberWords.Read(word);
    }

    private static string? ReadWithNext(ReadOnlySpan<char> word, ReadOnlySpan<char> next)
    {
        if (!char.IsAsciiDigit(word[^1]))
            return null;
        if (MoneyWords.IsCode(next))
            return MoneyWords.Read(word, next);

        return UnitWords.Read(next, word is "1", isApart: true) is { } unit && NumberWords.Read(word) is { } number ? $"{number} {unit}" : null;
    }

    private static string? Fraction(ReadOnlySpan<char> word)
    {
        var slash = word.IndexOf('/');
        if (slash < 1 || !NumberWords.TryValue(word[..slash], out var above) || !NumberWords.TryValue(word[(slash + 1)..], out var below))
            return null;

        return (above, below) switch
        {
            (1, 2) => "one half",
            (1, 3) => "one third",
            (1, 4) => "one quarter",
            (3, 4) => "three quarters",
            (24, 7) => "twenty-four seven",
            _ => $"{NumberWords.Cardinal(above)} out of {NumberWords.Cardinal(below)}",
        };
    }

    private static string? Ordinal(ReadOnlySpan<char> word)
    {
        if (word.Length < 3 || !char.IsAsciiDigit(word[^3]) || !NumberWords.TryValue(word[..^2], out var value))
            return null;

        var ending = word[^2..];
        return ending.Equals("st", StringComparison.OrdinalIgnoreCase) || ending.Equals("nd", StringComparison.OrdinalIgnoreCase)
            || ending.Equals("rd", StringComparison.OrdinalIgnoreCase) || ending.Equals("th", StringComparison.OrdinalIgnoreCase)
            ? NumberWords.Ordinal(value)
            : null;
    }

    // 10km, 50%, 20k, 2x
    private static string? Measure(ReadOnlySpan<char> word)
    {
        var end = word.LastIndexOfAnyInRange('0', '9') + 1;
        if (end == 0 || end == word.Length || UnitWords.Read(word[end..], word[..end] is "1", isApart: false) is not { } unit)
            return null;

        return NumberWords.Read(word[..end]) is { } number ? $"{number} {unit}" : null;
    }

    // #1, x2, ~50
    private static string? Marked(ReadOnlySpan<char> word)
    {
        if (word.Length < 2)
            return null;

        var mark = word[0] switch { '#' => "number ", 'x' or 'X' or '×' => "times ", '~' => "about ", '>' => "more than ", '<' => "less than ", _ => null };
        return mark is not null && NumberWords.Read(word[1..]) is { } number ? mark + number : null;
    }

    // 1.2.3
    private static string? Version(ReadOnlySpan<char> word)
    {
        if (word.Length > 5 && word[0] is 'v' or 'V')
            return Version(word[1..]) is { } of ? "version " + of : null;
        if (word.Count('.') < 2 || word.ContainsAnyExcept(s_versionSigns))
            return null;

        var words = new List<string>();
        foreach (var part in word.Split('.'))
        {
            if (!NumberWords.TryValue(word[part], out var value))
                return null;
            words.Add(NumberWords.Cardinal(value));
        }

        return string.Join(" point ", words);
    }
}
