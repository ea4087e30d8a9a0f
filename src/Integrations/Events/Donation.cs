namespace IShowTts.Integrations.Events;

/// <summary>Money from outside the platform, or its own old paid chat.</summary>
public sealed record Donation : MessageEvent
{
    /// <summary>Amount in the currency's main unit.</summary>
    public decimal Amount { get; init; }

    /// <summary>ISO 4217 code, upper case.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>The service's own test button.</summary>
    public bool IsTest { get; init; }

    /// <summary>Charity that gets it; null for the streamer's own.</summary>
    public string? Charity { get; init; }
}
