using System.Collections.Immutable;
using System.Text;
using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Discord;

/// <summary>Makes Discord's mark-up readable: mentions get names, emoji of servers become emotes, spoilers are hidden. Bold and the like stay as typed. Pure; linear in the length.</summary>
/// <param name="names">Names of who and what is mentioned, by id.</param>
/// <param name="channels">Channels that the bot sees, for <c>#name</c>.</param>
internal sealed class DiscordMessageText(IReadOnlyDictionary<string, string> names, IReadOnlyList<DiscordChannel> channels)
{
    private const int LongestTag = 200;
    private const string SpoilerMark = "||";
    private readonly StringBuilder text = new();
    private readonly ImmutableArray<TextSpan>.Builder spans = ImmutableArray.CreateBuilder<TextSpan>();

    /// <summary>Reads a message.</summary>
    /// <param name="message">As written: hostile.</param>
    public MessageText Read(string message)
    {
        text.Clear();
        spans.Clear();
        var rest = message.AsSpan();
        while (rest.Length > 0)
        {
            var mark = rest.IndexOfAny('<', '|');
            Append(mark < 0 ? rest : rest[..mark]);
            if (mark < 0)
            {
                break;
            }

            rest = rest[mark..];
            rest = rest[(rest[0] == '<' ? ReadTag(rest) : ReadSpoiler(rest))..];
        }

        return new MessageText(text.ToString(), spans.ToImmutable());
    }

    /// <summary>What was hidden on purpose is not said. Returns how much was read.</summary>
    private int ReadSpoiler(ReadOnlySpan<char> rest)
    {
        var end = rest.StartsWith(SpoilerMark) ? rest[2..].IndexOf(SpoilerMark) : -1;
        if (end <= 0)
        {
            text.Append(rest[0]);
            return 1;
        }

        text.Append("spoiler");
        return end + (2 * SpoilerMark.Length);
    }

    private int ReadTag(ReadOnlySpan<char> rest)
    {
        var end = rest[..Math.Min(rest.Length, LongestTag)].IndexOf('>');
        var tag = end < 0 ? [] : rest[1..end];
        if (end > 1 && tag.StartsWith("http", StringComparison.Ordinal))
        {
            Append(tag);
            return end + 1;
        }

        if (end <= 1 || !Replace(tag))
        {
            text.Append('<');
            return 1;
        }

        return end + 1;
    }

    private bool Replace(ReadOnlySpan<char> tag)
    {
        if (tag[0] is ':' or 'a' && TryReadEmoji(tag))
        {
            return true;
        }

        if (tag[0] == 't' && tag.StartsWith("t:"))
        {
            text.Append("a time");
            return true;
        }

        if (tag[0] == '/' && tag.LastIndexOf(':') is > 1 and var colon && IsId(tag[(colon + 1)..]))
        {
            Append(tag[..colon]);
            return true;
        }

        var id = tag.TrimStart("@!&#");
        if (!IsId(id) || tag[0] is not ('@' or '#'))
        {
            return false;
        }

        text.Append(tag[0]).Append(NameOf(tag[0] == '#', id.ToString()));
        return true;
    }

    /// <summary><c>:name:id</c>, with an <c>a</c> before it when it moves.</summary>
    private bool TryReadEmoji(ReadOnlySpan<char> tag)
    {
        var emoji = tag[0] == 'a' ? tag[1..] : tag;
        var colon = emoji.LastIndexOf(':');
        if (colon < 2 || emoji[0] != ':' || !IsId(emoji[(colon + 1)..]))
        {
            return false;
        }

        var name = emoji[1..colon];
        foreach (var sign in name)
        {
            if (!char.IsAsciiLetterOrDigit(sign) && sign != '_')
            {
                return false;
            }
        }

        // Two in a row have nothing between them; said, they are two words.
        if (text.Length > 0 && spans.Count > 0 && spans[^1].Start + spans[^1].Length == text.Length)
        {
            text.Append(' ');
        }

        spans.Add(new TextSpan(text.Length, name.Length, TextSpanKind.Emote, emoji[(colon + 1)..].ToString()));
        text.Append(name);
        return true;
    }

    private string NameOf(bool isChannel, string id)
    {
        var known = isChannel ? channels.FirstOrDefault(channel => channel.Id == id)?.Name : null;
        return known ?? names.GetValueOrDefault(id) ?? (isChannel ? "channel" : "somebody");
    }

    private static bool IsId(ReadOnlySpan<char> id) => id.Length is >= 1 and <= 20 && !id.ContainsAnyExceptInRange('0', '9');

    private void Append(ReadOnlySpan<char> part) => text.Append(part);
}
