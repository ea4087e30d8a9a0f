using System.Text;

namespace IShowTts.Tts.Text;

/// <summary>English words for web and mail addresses: what is left of them when links are kept.</summary>
internal static class AddressWords
{
    private const int MostLength = 60;

    /// <summary>The words of an address: "twitch dot tv slash robin".</summary>
    /// <param name="word">Without punctuation around it.</param>
    /// <returns>Null when it is none.</returns>
    public static string? Read(ReadOnlySpan<char> word)
    {
        var scheme = word.IndexOf("://");
        var isMail = scheme < 0 && word.IndexOf('@') is > 0 and var at && word[(at + 1)..].Contains('.');
        if (scheme <= 0 && !isMail && !(word.StartsWith("www.", StringComparison.OrdinalIgnoreCase) && word.Length > 6))
            return null;

        if (scheme > 0)
            word = word[(scheme + 3)..];
        if (word.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
            word = word[4..];

        // Only the place, not what is asked of it.
        var query = word.IndexOfAny('?', '#');
        word = (query < 0 ? word : word[..query]).TrimEnd('/');
        var words = new StringBuilder();
        foreach (var c in word[..Math.Min(word.Length, MostLength)])
        {
            words.Append(c switch
            {
                '.' => " dot ",
                '/' => " slash ",
                '@' => " at ",
                '-' or '_' => " ",
                _ when char.IsSurrogate(c) => "",
                _ => c.ToString(),
            });
        }

        return words.Length > 0 ? words.ToString().Trim() : null;
    }
}
