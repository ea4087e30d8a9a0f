using System.Globalization;
using System.Text;

namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>The tags of one line. Values are unescaped when asked for; of a repeated key the last one wins.</summary>
internal sealed class IrcTags
{
    /// <summary>More tags than this are ignored: Twitch sends about forty.</summary>
    internal const int MaxTags = 256;

    private readonly string _raw;
    private readonly List<(int KeyStart, int KeyEnd, int ValueEnd)> _tags;

    private IrcTags(string raw, List<(int KeyStart, int KeyEnd, int ValueEnd)> tags)
    {
        _raw = raw;
        _tags = tags;
    }

    /// <summary>No tags.</summary>
    public static IrcTags Empty { get; } = new("", []);

    /// <summary>The value of a tag, unescaped; empty when the tag is missing or has no value.</summary>
    /// <param name="key">The tag's name.</param>
    public string this[string key] => Find(key) is { } tag ? Unescape(Value(tag)) : "";

    /// <summary>Reads tags.</summary>
    /// <param name="raw">The whole line.</param>
    /// <param name="start">First character after the <c>@</c>.</param>
    /// <param name="end">Where the tags end.</param>
    public static IrcTags Parse(string raw, int start, int end)
    {
        List<(int KeyStart, int KeyEnd, int ValueEnd)> tags = new(40);
        while (start < end && tags.Count < MaxTags)
        {
            var length = raw.AsSpan(start, end - start).IndexOf(';');
            var stop = length < 0 ? end : start + length;
            var equals = raw.AsSpan(start, stop - start).IndexOf('=');
            if (stop > start) tags.Add((start, equals < 0 ? stop : start + equals, stop));
            start = stop + 1;
        }

        return new IrcTags(raw, tags);
    }

    /// <summary>Whether the line has the tag, even without a value.</summary>
    /// <param name="key">The tag's name.</param>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>Whether any tag's name begins with a word.</summary>
    /// <param name="start">How the name begins.</param>
    public bool HasStartingWith(string start)
    {
        foreach (var (keyStart, keyEnd, _) in _tags)
            if (_raw.AsSpan(keyStart, keyEnd - keyStart).StartsWith(start, StringComparison.Ordinal)) return true;
        return false;
    }

    /// <summary>A whole number that is not negative; 0 when missing, malformed or too large.</summary>
    /// <param name="key">The tag's name.</param>
    public int Number(string key) =>
        Find(key) is { } tag && int.TryParse(Value(tag), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>Whether the tag says yes: there, and neither empty nor 0.</summary>
    /// <param name="key">The tag's name.</param>
    public bool IsSet(string key) => Find(key) is { } tag && Value(tag) is not ("" or "0");

    /// <summary>The first value that is not empty.</summary>
    /// <param name="keys">Names of tags, best first.</param>
    public string FirstOf(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            if (this[key] is { Length: > 0 } value) return value;
        return "";
    }

    private (int KeyStart, int KeyEnd, int ValueEnd)? Find(string key)
    {
        for (var i = _tags.Count - 1; i >= 0; i--)
        {
            var (keyStart, keyEnd, _) = _tags[i];
            if (keyEnd - keyStart == key.Length && _raw.AsSpan(keyStart, key.Length).SequenceEqual(key)) return _tags[i];
        }

        return null;
    }

    private ReadOnlySpan<char> Value((int KeyStart, int KeyEnd, int ValueEnd) tag) =>
        tag.KeyEnd < tag.ValueEnd ? _raw.AsSpan(tag.KeyEnd + 1, tag.ValueEnd - tag.KeyEnd - 1) : [];

    private static string Unescape(ReadOnlySpan<char> value)
    {
        if (!value.Contains('\\')) return value.ToString();

        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\')
            {
                text.Append(value[i]);
                continue;
            }

            // A lone backslash at the end stands for nothing.
            if (++i == value.Length) break;
            text.Append(value[i] switch { ':' => ';', 's' => ' ', 'r' => '\r', 'n' => '\n', var other => other });
        }

        return text.ToString();
    }
}
