using System.ComponentModel;
using System.Globalization;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Single configuration values as text, the same on every machine.</summary>
internal static class ScalarText
{
    /// <summary>Reads a value.</summary>
    /// <param name="text">What stands in the configuration.</param>
    /// <param name="type">A scalar type, not nullable.</param>
    /// <param name="value">The value.</param>
    public static bool TryParse(string text, Type type, out object? value)
    {
        value = null;
        if (type == typeof(string))
        {
            value = text;
            return true;
        }

        if (type.IsEnum)
        {
            return !char.IsAsciiDigit(text.FirstOrDefault()) && Enum.TryParse(type, text, ignoreCase: true, out value);
        }

        try
        {
            value = TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
            return value is not null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or OverflowException or UriFormatException)
        {
            return false;
        }
    }

    /// <summary>Writes a value so that <see cref="TryParse"/> reads it again.</summary>
    /// <param name="value">A scalar.</param>
    public static string Write(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>What a type looks like, for people.</summary>
    /// <param name="type">A scalar type, not nullable.</param>
    public static string Describe(Type type) => type switch
    {
        { IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(type)),
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(double) || type == typeof(float) || type == typeof(decimal) => "a number, with a point for the decimals",
        _ when type == typeof(TimeSpan) => "a time such as 00:01:30",
        _ when type == typeof(Uri) => "an address such as https://example.org/",
        _ when type == typeof(DateTimeOffset) => "a date such as 2026-01-31T12:00:00Z",
        _ => "text",
    };
}
