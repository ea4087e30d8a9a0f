using System.Globalization;

namespace IShowTts.Tts.Text;

/// <summary>English words for times of day and dates.</summary>
internal static class ClockWords
{
    private static readonly string[] s_dateFormats = ["yyyy-MM-dd", "yyyy/MM/dd", "M/d/yyyy", "d/M/yyyy", "d.M.yyyy"];

    /// <summary>A time: <c>10:30</c>, <c>7pm</c>, <c>1:02:03</c>; null when it is none.</summary>
    public static string? Time(ReadOnlySpan<char> word)
    {
        if (word.Length is < 3 or > 10)
            return null;

        var half = "";
        if (word.EndsWith("am", StringComparison.OrdinalIgnoreCase) || word.EndsWith("pm", StringComparison.OrdinalIgnoreCase))
        {
            half = word[^2] is 'a' or 'A' ? " A M" : " P M";
            word = word[..^2];
        }

        var colon = word.IndexOf(':');
        if (colon < 0)
            return half.Length > 0 && Part(word, 12) is { } hourOnly and > 0 ? NumberWords.Cardinal(hourOnly) + half : null;
        if (Part(word[..colon], 99) is not { } hour)
            return null;

        var rest = word[(colon + 1)..];
        var second = rest.IndexOf(':');
        if (second >= 0)
        {
            return rest.Length == 5 && Part(rest[..second], 59) is { } m && Part(rest[(second + 1)..], 59) is { } s
                ? $"{NumberWords.Counted(hour, "hour", "hours")} {NumberWords.Counted(m, "minute", "minutes")} {NumberWords.Counted(s, "second", "seconds")}"
                : null;
        }

        if (rest.Length != 2 || Part(rest, 59) is not { } minute)
            return null;
        if (minute == 0)
            return NumberWords.Cardinal(hour) + (half.Length > 0 ? half : hour <= 12 ? " o'clock" : " hundred hours");

        return $"{NumberWords.Cardinal(hour)} {(minute < 10 ? "oh " : "")}{NumberWords.Cardinal(minute)}{half}";
    }

    /// <summary>A date with a year of four digits; null when it is none.</summary>
    public static string? Date(ReadOnlySpan<char> word)
    {
        if (word.Length is < 8 or > 10 || !char.IsAsciiDigit(word[0]) || !char.IsAsciiDigit(word[^1]))
            return null;
        if (!DateOnly.TryParseExact(word, s_dateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date.Year is < 1000 or > 2999)
            return null;

        var month = CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(date.Month);
        return $"{month} {NumberWords.Ordinal(date.Day)}, {NumberWords.Year(date.Year)}";
    }

    private static int? Part(ReadOnlySpan<char> digits, int max) =>
        digits.Length is 1 or 2 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= max ? value : null;
}
