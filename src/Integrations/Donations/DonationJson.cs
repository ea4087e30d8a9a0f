using System.Globalization;
using System.Text;
using System.Text.Json;

namespace IShowTts.Integrations.Donations;

/// <summary>Reads a service's JSON without trusting it: what is missing, null or of another type reads as nothing; only what is no JSON at all is an error.</summary>
internal static class DonationJson
{
    private const int Depth = 32;

    /// <summary>Reads a document; null when the text is none, or is nested more than 32 deep.</summary>
    /// <param name="text">The document.</param>
    public static JsonDocument? TryParse(string text)
    {
        try
        {
            // As bytes, in which halves that were not escaped are replaced too.
            return JsonDocument.Parse(Encoding.UTF8.GetBytes(MendEscapes(text)), new JsonDocumentOptions { MaxDepth = Depth });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A member of an object; undefined when there is none.</summary>
    /// <param name="json">Anything.</param>
    /// <param name="name">The member.</param>
    public static JsonElement Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    /// <summary>A text; empty when it is anything else.</summary>
    /// <param name="json">Anything.</param>
    /// <param name="name">The member.</param>
    public static string Text(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() ?? "" : "";

    /// <summary>A text, or a number as it is written; empty when it is anything else.</summary>
    /// <param name="json">Anything.</param>
    /// <param name="name">The member.</param>
    public static string TextOrNumber(this JsonElement json, string name) => json.Member(name) switch
    {
        { ValueKind: JsonValueKind.String } value => value.GetString() ?? "",
        { ValueKind: JsonValueKind.Number } value => value.GetRawText(),
        _ => "",
    };

    /// <summary>Whether a member is <c>true</c>, as such or as <c>1</c> or the text of one.</summary>
    /// <param name="json">Anything.</param>
    /// <param name="name">The member.</param>
    public static bool Flag(this JsonElement json, string name) =>
        json.Member(name).ValueKind == JsonValueKind.True || json.TextOrNumber(name) is "1" or "true";

    /// <summary>A time; without a zone it is UTC. Null when it is none.</summary>
    /// <param name="json">Anything.</param>
    /// <param name="name">The member.</param>
    public static DateTimeOffset? Time(this JsonElement json, string name) => DateTimeOffset.TryParse(
        json.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary>The items of a list; none when it is anything else.</summary>
    /// <param name="json">Anything.</param>
    public static IEnumerable<JsonElement> Items(this JsonElement json) => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : [];

    /// <summary>The text with each escaped half of a surrogate pair (<c>\ud83d</c> without its <c>\udc4b</c>) replaced: the reader throws on those, even in names of members.</summary>
    /// <param name="json">JSON, or anything.</param>
    internal static string MendEscapes(string json)
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
