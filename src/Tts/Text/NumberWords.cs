using System.Globalization;
using System.Text;

namespace IShowTts.Tts.Text;

/// <summary>English words for numbers. Thread safe.</summary>
public static class NumberWords
{
    /// <summary>Most digits of a number that is read as one; longer ones are read digit by digit.</summary>
    public const int MaxDigits = 15;

    /// <summary>Most digits that are read one by one; the rest is left out.</summary>
    public const int MaxSingleDigits = 24;

    private static readonly string[] s_small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] s_tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly (long Value, string Name)[] s_scales =
        [(1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand")];

    /// <summary>A whole number: 1234 is "one thousand two hundred thirty-four".</summary>
    /// <param name="number">Below 10^15 in size.</param>
    public static string Cardinal(long number)
    {
        var words = new StringBuilder();
        if (number < 0)
        {
            words.Append("minus ");
            number = -number;
        }

        foreach (var (value, name) in s_scales)
        {
            if (number < value)
                continue;

            AppendBelowThousand(words, (int)Math.Min(number / value, 999));
            words.Append(' ').Append(name);
            number %= value;
            if (number == 0)
                return words.ToString();
            words.Append(' ');
        }

        AppendBelowThousand(words, (int)number);
        return words.ToString();
    }

    /// <summary>A place: 21 is "twenty-first".</summary>
    /// <param name="number">0 or more, below 10^15.</param>
    public static string Ordinal(long number)
    {
        var cardinal = Cardinal(number);
        var cut = cardinal.AsSpan().LastIndexOfAny(' ', '-') + 1;
        var last = cardinal[cut..];
        var ordinal = last switch
        {
            "one" => "first",
            "two" => "second",
            "three" => "third",
            "five" => "fifth",
            "eight" => "eighth",
            "nine" => "ninth",
            "twelve" => "twelfth",
            _ when last.EndsWith('y') => last[..^1] + "ieth",
            _ => last + "th",
        };
        return cardinal[..cut] + ordinal;
    }

    /// <summary>A year: 2026 is "twenty twenty-six", 1905 "nineteen oh five".</summary>
    /// <param name="year">1000 to 2999.</param>
    public static string Year(int year)
    {
        var (high, low) = (year / 100, year % 100);
        if (year % 1000 < 10)
            return Cardinal(year);
        if (low == 0)
            return Cardinal(high) + " hundred";

        return Cardinal(high) + (low < 10 ? " oh " : " ") + Cardinal(low);
    }

    /// <summary>Digits one by one: "007" is "zero zero seven".</summary>
    /// <param name="digits">ASCII digits; others are left out, so is what is beyond <see cref="MaxSingleDigits"/>.</param>
    public static string Digits(ReadOnlySpan<char> digits)
    {
        var words = new StringBuilder();
        var said = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit) || said == MaxSingleDigits)
                continue;

            words.Append(words.Length > 0 ? " " : "").Append(s_small[digit - '0']);
            said++;
        }

        return words.ToString();
    }

    /// <summary>A number as it is written: sign, group separators, decimals.</summary>
    /// <param name="text">For example <c>-1,234.5</c>.</param>
    /// <returns>Its words, or null when it is no such number.</returns>
    public static string? Read(ReadOnlySpan<char> text)
    {
        var sign = "";
        if (text.Length > 1 && text[0] is '-' or '−' or '+')
        {
            sign = text[0] == '+' ? "plus " : "minus ";
            text = text[1..];
        }

        var dot = text.IndexOf('.');
        var whole = dot < 0 ? text : text[..dot];
        var decimals = dot < 0 ? default : text[(dot + 1)..];
        if ((dot >= 0 && (decimals.Length == 0 || decimals.ContainsAnyExceptInRange('0', '9'))) || Whole(whole) is not { } words)
            return null;

        return sign + words + (dot < 0 ? "" : " point " + Digits(decimals));
    }

    /// <summary>The value of a whole number with or without group separators.</summary>
    /// <param name="text">For example <c>1,234</c>.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when it is no such number or has more than <see cref="MaxDigits"/> digits.</returns>
    public static bool TryValue(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        if (text.Length is 0 or > 20 || !GroupsAreRight(text))
            return false;

        var digits = 0;
        foreach (var c in text)
        {
            if (c == ',')
                continue;
            if (!char.IsAsciiDigit(c) || ++digits > MaxDigits)
                return false;
            value = value * 10 + (c - '0');
        }

        return digits > 0;
    }

    private static string? Whole(ReadOnlySpan<char> text)
    {
        if (text.Length == 0)
            return "zero";
        if (TryValue(text, out var value))
            return text.Length > 1 && text[0] == '0' ? Digits(text) : Cardinal(value);

        return text.ContainsAnyExceptInRange('0', '9') ? null : Digits(text);
    }

    // 1,234,567: every group behind a comma has three digits.
    private static bool GroupsAreRight(ReadOnlySpan<char> text)
    {
        var comma = text.IndexOf(',');
        if (comma < 0)
            return true;
        if (comma is 0 or > 3)
            return false;

        for (var i = comma; i < text.Length; i += 4)
        {
            if (text[i] != ',' || i + 3 >= text.Length || text.Slice(i + 1, 3).Contains(','))
                return false;
        }

        return true;
    }

    private static void AppendBelowThousand(StringBuilder words, int number)
    {
        if (number >= 100)
        {
            words.Append(s_small[number / 100]).Append(" hundred");
            number %= 100;
            if (number == 0)
                return;
            words.Append(' ');
        }

        if (number < 20)
        {
            words.Append(s_small[number]);
            return;
        }

        words.Append(s_tens[number / 10]);
        if (number % 10 > 0)
            words.Append('-').Append(s_small[number % 10]);
    }

    /// <summary>The number with its right form of a noun: "one bit", "two bits".</summary>
    /// <param name="number">How many.</param>
    /// <param name="one">Form for one.</param>
    /// <param name="many">Form for others.</param>
    public static string Counted(long number, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{Cardinal(number)} {(number == 1 ? one : many)}");
}
