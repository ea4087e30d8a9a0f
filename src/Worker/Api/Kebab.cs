using System.Text;

namespace IShowTts.Worker.Api;

/// <summary>Names of enums as they are written outside: <c>PowerUp</c> is <c>power-up</c>.</summary>
internal static class Kebab
{
    /// <summary>The outside name of an enum value.</summary>
    /// <param name="value">A named value.</param>
    public static string Of<T>(T value)
        where T : struct, Enum => Names<T>.ByValue[value];

    /// <summary>Reads an outside name.</summary>
    /// <param name="name">What was sent.</param>
    /// <param name="value">The value.</param>
    public static bool TryParse<T>(string name, out T value)
        where T : struct, Enum => Names<T>.ByName.TryGetValue(name, out value);

    /// <summary>All outside names, in order.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => Names<T>.Ordered;

    /// <summary>Turns a Pascal-case word into kebab-case.</summary>
    /// <param name="word">For example a type name.</param>
    public static string From(string word)
    {
        var builder = new StringBuilder(word.Length + 4);
        foreach (var letter in word)
        {
            if (char.IsAsciiLetterUpper(letter) && builder.Length > 0)
            {
                builder.Append('-');
            }

            builder.Append(char.ToLowerInvariant(letter));
        }

        return builder.ToString();
    }

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>().ToDictionary(value => value, value => From(value.ToString()));
        public static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase);
        public static readonly IReadOnlyList<string> Ordered = [.. ByValue.Values];
    }
}
