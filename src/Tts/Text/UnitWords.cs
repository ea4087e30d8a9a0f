using System.Collections.Frozen;

namespace IShowTts.Tts.Text;

/// <summary>English words for units of measure.</summary>
internal static class UnitWords
{
    private static readonly FrozenDictionary<string, (string One, string Many, bool Apart)> s_units = new Dictionary<string, (string, string, bool)>
    {
        ["km"] = ("kilometer", "kilometers", true),
        ["m"] = ("meter", "meters", false),
        ["cm"] = ("centimeter", "centimeters", true),
        ["mm"] = ("millimeter", "millimeters", true),
        ["kg"] = ("kilogram", "kilograms", true),
        ["g"] = ("gram", "grams", false),
        ["mg"] = ("milligram", "milligrams", true),
        ["lb"] = ("pound", "pounds", true),
        ["lbs"] = ("pound", "pounds", true),
        ["oz"] = ("ounce", "ounces", true),
        ["ft"] = ("foot", "feet", true),
        ["mph"] = ("mile per hour", "miles per hour", true),
        ["kmh"] = ("kilometer per hour", "kilometers per hour", true),
        ["km/h"] = ("kilometer per hour", "kilometers per hour", true),
        ["°c"] = ("degree Celsius", "degrees Celsius", true),
        ["°f"] = ("degree Fahrenheit", "degrees Fahrenheit", true),
        ["°"] = ("degree", "degrees", true),
        ["%"] = ("percent", "percent", true),
        ["fps"] = ("frame per second", "frames per second", true),
        ["hz"] = ("hertz", "hertz", true),
        ["khz"] = ("kilohertz", "kilohertz", true),
        ["mhz"] = ("megahertz", "megahertz", true),
        ["ghz"] = ("gigahertz", "gigahertz", true),
        ["kb"] = ("kilobyte", "kilobytes", true),
        ["mb"] = ("megabyte", "megabytes", true),
        ["gb"] = ("gigabyte", "gigabytes", true),
        ["tb"] = ("terabyte", "terabytes", true),
        ["ms"] = ("millisecond", "milliseconds", true),
        ["s"] = ("second", "seconds", false),
        ["sec"] = ("second", "seconds", true),
        ["min"] = ("minute", "minutes", true),
        ["mins"] = ("minute", "minutes", true),
        ["h"] = ("hour", "hours", false),
        ["hr"] = ("hour", "hours", true),
        ["hrs"] = ("hour", "hours", true),
        ["hp"] = ("H P", "H P", true),
        ["k"] = ("thousand", "thousand", false),
        ["x"] = ("time", "times", false),
        ["p"] = ("p", "p", false),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, (string One, string Many, bool Apart)>.AlternateLookup<ReadOnlySpan<char>> s_lookup =
        s_units.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The unit with its form for the number.</summary>
    /// <param name="unit">As it is written.</param>
    /// <param name="isOne">The number is one.</param>
    /// <param name="isApart">A space stands between number and unit; then letters that are words of their own are no units.</param>
    /// <returns>Words, or null when it is no unit.</returns>
    public static string? Read(ReadOnlySpan<char> unit, bool isOne, bool isApart)
    {
        if (!s_lookup.TryGetValue(unit, out var words) || (isApart && !words.Apart))
            return null;

        return isOne ? words.One : words.Many;
    }
}
