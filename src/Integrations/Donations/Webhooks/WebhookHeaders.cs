namespace IShowTts.Integrations.Donations.Webhooks;

/// <summary>The three headers of a signed webhook; empty where one is missing or came more than once.</summary>
/// <param name="Id"><c>webhook-id</c>: unique per event and the same on every retry.</param>
/// <param name="Timestamp"><c>webhook-timestamp</c>: Unix seconds of this attempt.</param>
/// <param name="Signature"><c>webhook-signature</c>: one or more signatures, separated by spaces.</param>
public readonly record struct WebhookHeaders(string Id, string Timestamp, string Signature)
{
    /// <summary>Name of the header of <see cref="Id"/>.</summary>
    public const string IdName = "webhook-id";

    /// <summary>Name of the header of <see cref="Timestamp"/>.</summary>
    public const string TimestampName = "webhook-timestamp";

    /// <summary>Name of the header of <see cref="Signature"/>.</summary>
    public const string SignatureName = "webhook-signature";

    /// <summary>None of them: a service without signatures.</summary>
    public static WebhookHeaders None { get; } = new("", "", "");

    /// <summary>Tells nothing of what a sender wrote.</summary>
    public override string ToString() => nameof(WebhookHeaders);
}
