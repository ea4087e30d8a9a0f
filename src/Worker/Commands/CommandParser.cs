using System.Globalization;
using System.Text;
using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Commands;

/// <summary>Finds the command in a chat message. Pure; linear in the length of the message.</summary>
internal static class CommandParser
{
    /// <summary>Most words that are looked at.</summary>
    private const int MaxWords = 100;

    /// <summary>The words after the root, the command first; an empty list for the bare root; null when it is no command.</summary>
    public static IReadOnlyList<string>? Parse(ChatMessage message, CommandOptions options)
    {
        var words = WordsOf(message);
        if (words.Count == 0)
        {
            return null;
        }

        if (words[0].Equals(options.Root, StringComparison.OrdinalIgnoreCase))
        {
            return words[1..];
        }

        return options.Aliases.FirstOrDefault(alias => alias.Key.Equals(words[0], StringComparison.OrdinalIgnoreCase)).Value is { Length: > 0 } command
            ? [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. words[1..]]
            : null;
    }

    /// <summary>The words, without a mention at the start of a reply and without the invisible marks some clients append.</summary>
    private static List<string> WordsOf(ChatMessage message)
    {
        var text = message.Message.Text.AsSpan();
        if (message.Message.Spans is [{ Start: 0, Kind: TextSpanKind.ReplyMention } mention, ..])
        {
            text = text[mention.Length..];
        }

        var words = new List<string>();
        foreach (var range in text.Split(' '))
        {
            if (words.Count == MaxWords)
            {
                break;
            }

            var word = Visible(text[range]);
            if (word.Length > 0)
            {
                words.Add(word);
            }
        }

        return words;
    }

    private static string Visible(ReadOnlySpan<char> word)
    {
        var visible = new StringBuilder(word.Length);
        foreach (var rune in word.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned))
            {
                visible.Append(rune);
            }
        }

        return visible.ToString().Trim();
    }
}
