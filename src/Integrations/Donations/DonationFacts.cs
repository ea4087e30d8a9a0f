namespace IShowTts.Integrations.Donations;

/// <summary>What a service tells of a donation, as it came; <see cref="DonationEvents"/> checks it. Nothing else of a message is kept: no e-mail, place, address or payment id.</summary>
internal sealed record DonationFacts
{
    /// <summary>The service's name: <c>streamelements</c>, <c>streamlabs</c> …</summary>
    public required string Service { get; init; }

    /// <summary>The service's id; empty when it gives none.</summary>
    public string Id { get; init; } = "";

    /// <summary>The donor's name; empty for none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The amount as it was written: a JSON number or the text of one.</summary>
    public string Amount { get; init; } = "";

    /// <summary>ISO 4217 code, any case.</summary>
    public string Currency { get; init; } = "";

    /// <summary>The donor's words; empty for none.</summary>
    public string Message { get; init; } = "";

    /// <summary>When it was given; null when not told.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The service's own test button.</summary>
    public bool IsTest { get; init; }

    /// <summary>Nothing: what a donor wrote must not reach a log by accident.</summary>
    public override string ToString() => $"donation of {Service}";
}
