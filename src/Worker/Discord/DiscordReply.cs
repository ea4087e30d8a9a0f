using System.Text;
using IShowTts.Worker.Filtering;

namespace IShowTts.Worker.Discord;

/// <summary>Makes an answer safe to show on Discord: nothing in it is mark-up, a mention or a link.</summary>
internal static class DiscordReply
{
    /// <summary>Longest message of Discord, UTF-16 units.</summary>
    public const int MaxLength = 2_000;

    private const string MarkUp = "\\*_~`|<>[]()#";
    private const char Nothing = '\u200b';

    /// <summary>The text as it shall be read, 1 to 2,000 characters.</summary>
    /// <param name="text">One line; names in it may be somebody's choice.</param>
    public static string Escape(string text)
    {
        var clean = CharacterFilter.Clean(text);
        var result = new StringBuilder(clean.Length + 16);
        for (var i = 0; i < clean.Length && result.Length < MaxLength - 2; i++)
        {
            if (MarkUp.Contains(clean[i], StringComparison.Ordinal))
            {
                result.Append('\\');
            }

            result.Append(clean[i]);
            if (clean[i] == '@' || (clean[i] == ':' && clean.AsSpan(i).StartsWith("://")))
            {
                result.Append(Nothing);
            }
        }

        if (result.Length > 0 && char.IsHighSurrogate(result[^1]))
        {
            result.Length--;
        }

        return result.Length > 0 ? result.ToString() : "Done.";
    }
}
