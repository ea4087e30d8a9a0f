using System.Globalization;
using System.Text;

namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>Makes lines that say something in chat.</summary>
internal static class ChatLine
{
    /// <summary>What Twitch takes of one message, in characters.</summary>
    internal const int MaxLength = 500;

    /// <summary>Text that is safe in one line: no control characters, not a chat command, at most 500 UTF-16 units, cut on a grapheme border.</summary>
    /// <param name="text">Any text.</param>
    public static string Clean(string text)
    {
        var words = new StringBuilder(Math.Min(text.Length, MaxLength * 2));
        foreach (var letter in text)
        {
            if (words.Length >= MaxLength * 2) break;
            words.Append(char.IsControl(letter) ? ' ' : letter);
        }

        var clean = words.ToString().Trim();
        // A leading slash or dot would make it a command of the chat.
        if (clean is ['/', ..] or ['.', (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'), ..]) clean = clean.TrimStart('/', '.').TrimStart();
        return Cut(clean);
    }

    /// <summary>The line.</summary>
    /// <param name="channel">Lower-case login.</param>
    /// <param name="words">From <see cref="Clean"/>.</param>
    /// <param name="replyToMessageId">Message to answer; ignored when it cannot be an id.</param>
    public static string Format(string channel, string words, string? replyToMessageId)
    {
        var isId = replyToMessageId is { Length: > 0 and <= 64 } && replyToMessageId.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
        return isId ? $"@reply-parent-msg-id={replyToMessageId} PRIVMSG #{channel} :{words}" : $"PRIVMSG #{channel} :{words}";
    }

    private static string Cut(string text)
    {
        if (text.Length <= MaxLength) return text;

        var end = 0;
        while (end < MaxLength)
        {
            var length = StringInfo.GetNextTextElementLength(text, end);
            if (end + length > MaxLength) break;
            end += length;
        }

        // One grapheme may be longer than a message: then a border between code points must do.
        if (end == 0) end = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return text[..end];
    }
}
