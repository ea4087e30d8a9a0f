using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace IShowTts.Worker.SpeakerBot;

/// <summary>A request as it came over WebSocket (<c>request</c>) or UDP (<c>command</c>).</summary>
/// <param name="Id">What the sender calls it; empty for none.</param>
/// <param name="Name">What it asks for, lower case.</param>
/// <param name="Body">All of it.</param>
internal sealed record SpeakerBotRequest(string Id, string Name, JsonElement Body)
{
    /// <summary>Largest request, bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    private const int MaxIdCharacters = 200;
    private const int MaxNameCharacters = 50;
    private static readonly JsonDocumentOptions Format = new() { MaxDepth = 8 };

    /// <summary>Reads a request.</summary>
    /// <param name="content">JSON, or anything.</param>
    /// <param name="nameField"><c>request</c> or <c>command</c>.</param>
    /// <param name="request">The request.</param>
    public static bool TryParse(ReadOnlyMemory<byte> content, string nameField, [NotNullWhen(true)] out SpeakerBotRequest? request)
    {
        request = null;
        try
        {
            using var document = JsonDocument.Parse(content, Format);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            var body = document.RootElement.Clone();
            var id = body.TryGetProperty("id", out var given) && given.ValueKind == JsonValueKind.Number ? given.GetRawText() : TextOf(body, "id");
            request = new(id, TextOf(body, nameField).ToLowerInvariant(), body);
            return id.Length <= MaxIdCharacters && request.Name.Length is > 0 and <= MaxNameCharacters;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: text that is half a character.
            return false;
        }
    }

    /// <summary>A field's text; empty when it is not there or is no text.</summary>
    /// <param name="field">Its name.</param>
    /// <remarks>Half a character counts as none.</remarks>
    public string Text(string field)
    {
        try
        {
            return TextOf(Body, field);
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>Whether a field is true.</summary>
    /// <param name="field">Its name.</param>
    public bool Is(string field) => Body.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.True;

    private static string TextOf(JsonElement body, string field) =>
        body.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
