using System.Globalization;
using System.Text;

namespace IShowTts.Integrations.Events;

/// <summary>Mends JSON from outside that System.Text.Json reads only in part.</summary>
internal static class JsonEscapes
{
    /// <summary>The text with each escaped half of a surrogate pair (<c>\ud83d</c> without its <c>\udc4b</c>) replaced: the reader throws on those, even in names of members.</summary>
    /// <param name="json">JSON, or anything.</param>
    internal static string Mend(string json)
    {
        StringBuilder? mended = null;
        for (var at = json.IndexOf('\\', StringComparison.Ordinal); at >= 0 && at < json.Length; at = Next(json, at))
        {
            if (EscapedAt(json, at) is not { } letter)
            {
                at += 2;
                continue;
            }

            if (char.IsHighSurrogate(letter) && EscapedAt(json, at + 6) is { } second && char.IsLowSurrogate(second))
            {
                at += 12;
                continue;
            }

            if (char.IsSurrogate(letter))
            {
                mended ??= new StringBuilder(json);
                mended[at + 2] = mended[at + 3] = mended[at + 4] = 'f';
                mended[at + 5] = 'd';
            }

            at += 6;
        }

        return mended?.ToString() ?? json;
    }

    private static int Next(string json, int at) => at >= json.Length ? -1 : json.IndexOf('\\', at);

    private static char? EscapedAt(string json, int at) =>
        at + 6 <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : null;
}
