using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Donations.Webhooks;

/// <summary>Reads JSON that came from outside: nothing of it throws, and nothing wrong is guessed at.</summary>
internal static class WebhookJson
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads one object; the caller disposes the document.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="document">The document, whose root is an object; null when it is none.</param>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out JsonDocument? document)
    {
        document = null;
        if (!Utf8.IsValid(utf8.Span)) return false;
        try
        {
            var parsed = JsonDocument.Parse(JsonEscapes.Mend(Encoding.UTF8.GetString(utf8.Span)), s_options);
            if (parsed.RootElement.ValueKind == JsonValueKind.Object)
            {
                document = parsed;
                return true;
            }

            parsed.Dispose();
            return false;
        }
        catch (JsonException)
        {
            // Not JSON: the answer says so, and the counter.
            return false;
        }
    }

    /// <summary>A text; empty when it is missing or null.</summary>
    /// <returns>False when it is something else,.</returns>
    public static bool TryText(JsonElement parent, string name, out string text)
    {
        text = "";
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return true;
        if (value.ValueKind != JsonValueKind.String) return false;
        text = value.GetString() ?? "";
        return true;
    }

    /// <summary>True or false; what it is when missing or null is given.</summary>
    /// <returns>False when it is something else.</returns>
    public static bool TryTruth(JsonElement parent, string name, bool missing, out bool truth)
    {
        truth = missing;
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return true;

        truth = value.ValueKind == JsonValueKind.True;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False;
    }

    /// <summary>A text, or a number as it is written; empty when it is missing or null.</summary>
    /// <returns>False when it is something else.</returns>
    public static bool TryTextOrNumber(JsonElement parent, string name, out string text)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Number) return TryText(parent, name, out text);

        text = value.GetRawText();
        return true;
    }
}
