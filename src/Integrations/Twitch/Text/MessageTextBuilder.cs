using System.Globalization;
using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Twitch.Text;

/// <summary>Finds the parts of a message that are not words. Ranges that cannot be right are left out; nothing throws.</summary>
internal sealed class MessageTextBuilder(string text)
{
    /// <summary>More parts than this are left out; a message has at most 500 characters.</summary>
    private const int MaxSpans = 500;

    private readonly List<TextSpan> _spans = [];

    /// <summary>Adds the emotes of an <c>emotes</c> tag: <c>id:first-last,first-last/id:first-last</c>, code points, inclusive.</summary>
    /// <param name="tag">The tag's value.</param>
    public void AddEmotes(string tag)
    {
        if (tag.Length == 0 || text.Length == 0) return;
        var points = new CodePoints(text);
        foreach (var part in tag.AsSpan().Split('/'))
        {
            var emote = tag.AsSpan()[part];
            var colon = emote.IndexOf(':');
            if (colon <= 0) continue;

            var id = emote[..colon].ToString();
            var ranges = emote[(colon + 1)..];
            foreach (var range in ranges.Split(','))
                if (TryReadRange(ranges[range], out var first, out var last) && points.TryLocate(first, last, isOneWord: true, out var start, out var length))
                    Add(start, length, TextSpanKind.Emote, id);
        }
    }

    /// <summary>Adds emotes by their code points.</summary>
    /// <param name="emotes">First and last code point, inclusive, and the platform's id.</param>
    public void AddEmotes(IEnumerable<(int First, int Last, string Id)> emotes)
    {
        var points = new CodePoints(text);
        foreach (var (first, last, id) in emotes)
            if (points.TryLocate(first, last, isOneWord: true, out var start, out var length)) Add(start, length, TextSpanKind.Emote, id);
    }

    /// <summary>Adds the captions of a <c>gifs</c> tag: <c>first-last|id|url</c>, separated by commas (which a URL may hold too).</summary>
    /// <param name="tag">The tag's value.</param>
    public void AddGifs(string tag)
    {
        if (tag.Length == 0 || text.Length == 0) return;
        var points = new CodePoints(text);
        foreach (var part in tag.AsSpan().Split(','))
        {
            var gif = tag.AsSpan()[part];
            var bar = gif.IndexOf('|');
            if (bar <= 0 || !TryReadRange(gif[..bar], out var first, out var last)) continue;
            if (!points.TryLocate(first, last, isOneWord: false, out var start, out var length)) continue;

            var rest = gif[(bar + 1)..];
            var idEnd = rest.IndexOf('|');
            Add(start, length, TextSpanKind.Gif, (idEnd < 0 ? rest : rest[..idEnd]).ToString());
        }
    }

    /// <summary>Adds every word that is a cheermote: a known prefix and digits. Only for messages that carry bits.</summary>
    /// <param name="prefixes">Known prefixes.</param>
    public void AddCheermotes(CheermotePrefixes prefixes)
    {
        var end = 0;
        for (var start = 0; start < text.Length; start = end + 1)
        {
            for (end = start; end < text.Length && !char.IsWhiteSpace(text[end]); end++)
            {
            }

            if (prefixes.Match(text.AsSpan(start, end - start)) is { } prefix) Add(start, end - start, TextSpanKind.Cheermote, prefix);
        }
    }

    /// <summary>Adds the <c>@Name</c> that a reply begins with, when it is the name of the one who is answered.</summary>
    /// <param name="names">Display name and login of the one who is answered; empty ones are skipped.</param>
    public void AddReplyMention(params ReadOnlySpan<string> names)
    {
        if (text is not ['@', ..]) return;
        foreach (var name in names)
        {
            if (name.Length == 0 || !text.AsSpan(1).StartsWith(name, StringComparison.OrdinalIgnoreCase)) continue;

            var length = name.Length + 1;
            if (length < text.Length && !char.IsWhiteSpace(text[length])) continue;
            Add(0, length, TextSpanKind.ReplyMention, "");
            return;
        }
    }

    /// <summary>Adds a part whose place is known.</summary>
    /// <param name="start">First UTF-16 unit.</param>
    /// <param name="length">UTF-16 units.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="id">The platform's id.</param>
    public void Add(int start, int length, TextSpanKind kind, string id)
    {
        if (length > 0 && _spans.Count < MaxSpans) _spans.Add(new TextSpan(start, length, kind, id));
    }

    /// <summary>The message: parts sorted, and of two that overlap the first.</summary>
    public MessageText Build()
    {
        if (_spans.Count == 0) return text.Length == 0 ? MessageText.Empty : MessageText.Plain(text);

        _spans.Sort((left, right) => left.Start != right.Start ? left.Start.CompareTo(right.Start) : right.Length.CompareTo(left.Length));
        List<TextSpan> kept = new(_spans.Count);
        var end = 0;
        foreach (var span in _spans)
        {
            if (span.Start < end) continue;
            kept.Add(span);
            end = span.Start + span.Length;
        }

        return new MessageText(text, [.. kept]);
    }

    private static bool TryReadRange(ReadOnlySpan<char> range, out int first, out int last)
    {
        last = 0;
        var dash = range.IndexOf('-');
        return int.TryParse(dash < 0 ? [] : range[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out first)
            && int.TryParse(range[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out last);
    }
}
