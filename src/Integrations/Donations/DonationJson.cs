using System.Globalization;
using System.Text;
using System.Text.Json;
using IShowTts.Integrations.Events;

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
            return JsonDocument.Parse(Encoding.UTF8.GetBytes(JsonEscapes.Mend(text)), new JsonDocumentOptions { MaxDepth = Depth });
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
}
