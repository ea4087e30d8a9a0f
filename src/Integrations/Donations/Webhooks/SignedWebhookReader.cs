using System.Text.Json;

namespace IShowTts.Integrations.Donations.Webhooks;

/// <summary>Reads webhooks signed as Standard Webhooks says, with our body convention <c>{type, timestamp, data}</c>.</summary>
/// <param name="secrets">Every secret that is valid.</param>
internal sealed class SignedWebhookReader(IReadOnlyList<WebhookSecret> secrets) : IWebhookReader
{
    /// <summary>The one type that is spoken.</summary>
    public const string DonationType = "donation.created";

    /// <inheritdoc/>
    public string ContentType => "application/json";

    /// <inheritdoc/>
    public int TakenStatus => 204;

    /// <inheritdoc/>
    public WebhookReading Read(string source, in WebhookHeaders headers, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        if (StandardWebhook.FindFault(headers, body.Span, secrets, now) is { } fault) return WebhookReading.Not(fault);
        if (!WebhookJson.TryParse(body, out var document)) return WebhookReading.Not(WebhookOutcome.Malformed);

        using (document)
        {
            var root = document.RootElement;
            if (!WebhookJson.TryText(root, "type", out var type) || type.Length == 0) return WebhookReading.Not(WebhookOutcome.Malformed);
            if (type != DonationType) return WebhookReading.Not(WebhookOutcome.Ignored);

            return Decode(root, source, headers.Id, now);
        }
    }

    private static WebhookReading Decode(JsonElement root, string source, string id, DateTimeOffset now)
    {
        var malformed = WebhookReading.Not(WebhookOutcome.Malformed);
        if (!root.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object) return malformed;
        if (!WebhookJson.TryText(data, "name", out var name) || !WebhookJson.TryText(data, "message", out var message)) return malformed;
        if (!WebhookJson.TryText(data, "currency", out var currency) || !WebhookJson.TryTextOrNumber(data, "amount", out var amount)) return malformed;
        if (!WebhookJson.TryTruth(data, "is_public", true, out var isPublic) || !WebhookJson.TryTruth(data, "is_test", false, out var isTest)) return malformed;
        if (!WebhookJson.TryText(root, "timestamp", out _)) return malformed;

        var facts = new DonationFacts { Service = source, Id = id, Name = name, Message = message, Amount = amount, Currency = currency, IsTest = isTest, At = root.Time("timestamp") };
        return WebhookReading.Of(facts, isPublic, now);
    }
}
