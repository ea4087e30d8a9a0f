using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace IShowTts.Integrations.Donations.Webhooks;

/// <summary>Reads Ko-fi's webhooks: a form with one field <c>data</c> that holds JSON, with the verification token inside (help.ko-fi.com, article 360004162298).</summary>
internal sealed class KofiReader : IWebhookReader
{
    // What Ko-fi's test button sends.
    private const string TestTransaction = "00000000-1111-2222-3333-444444444444";
    private const string TestName = "Jo Example";

    private static readonly string[] s_types = ["Donation", "Subscription", "Commission", "Shop Order"];

    private readonly byte[] _token;

    /// <summary>Makes one.</summary>
    /// <param name="verificationToken">The token of the page ko-fi.com/manage/webhooks; kept as its hash only.</param>
    public KofiReader(string verificationToken) => _token = Hash(verificationToken);

    /// <inheritdoc/>
    public string ContentType => "application/x-www-form-urlencoded";

    // Ko-fi asks for a 200, and nothing is known of what it makes of a 204.
    /// <inheritdoc/>
    public int TakenStatus => 200;

    /// <inheritdoc/>
    public WebhookReading Read(string source, in WebhookHeaders headers, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        if (FormField.Read(body.Span, "data") is not { } json || !WebhookJson.TryParse(json, out var document)) return WebhookReading.Not(WebhookOutcome.Malformed);

        using (document)
        {
            var root = document.RootElement;
            var isToken = WebhookJson.TryText(root, "verification_token", out var token);
            if (!CryptographicOperations.FixedTimeEquals(Hash(token), _token) || !isToken) return WebhookReading.Not(WebhookOutcome.Refused);
            if (!WebhookJson.TryText(root, "type", out var type) || type.Length == 0) return WebhookReading.Not(WebhookOutcome.Malformed);
            if (!s_types.Contains(type, StringComparer.OrdinalIgnoreCase)) return WebhookReading.Not(WebhookOutcome.Ignored);

            return Decode(root, source, now);
        }
    }

    private static WebhookReading Decode(JsonElement root, string source, DateTimeOffset now)
    {
        var malformed = WebhookReading.Not(WebhookOutcome.Malformed);
        if (!WebhookJson.TryText(root, "message_id", out var id) || !WebhookJson.TryText(root, "from_name", out var name)) return malformed;
        if (!WebhookJson.TryText(root, "message", out var message) || !WebhookJson.TryText(root, "kofi_transaction_id", out var transaction)) return malformed;
        if (!WebhookJson.TryText(root, "currency", out var currency) || !WebhookJson.TryTextOrNumber(root, "amount", out var amount)) return malformed;
        if (!WebhookJson.TryTruth(root, "is_public", true, out var isPublic) || !WebhookJson.TryText(root, "timestamp", out _)) return malformed;

        var isTest = transaction == TestTransaction || name.Trim() == TestName;
        var facts = new DonationFacts { Service = source, Id = id.Length > 0 ? id : KeyOf(transaction), Name = name, Message = message, Amount = amount, Currency = currency, IsTest = isTest, At = root.Time("timestamp") };
        return WebhookReading.Of(facts, isPublic, now);
    }

    /// <summary>A payment's id is not kept, its hash tells a repeat as well. The sample's is the same for all tests: it tells nothing.</summary>
    private static string KeyOf(string transaction) => transaction is "" or TestTransaction ? "" : Convert.ToHexStringLower(Hash(transaction));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
