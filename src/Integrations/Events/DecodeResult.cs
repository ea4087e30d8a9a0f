namespace IShowTts.Integrations.Events;

/// <summary>What a decoder made of one line or document: an event, or the reason why there is none.</summary>
/// <param name="Event">The event; null when there is none.</param>
/// <param name="Code">One of <see cref="DecodeCodes"/>.</param>
/// <param name="Detail">One phrase for people; empty with an event.</param>
public sealed record DecodeResult(StreamEvent? Event, string Code, string Detail)
{
    /// <summary>An event.</summary>
    /// <param name="streamEvent">What happened.</param>
    public static DecodeResult Of(StreamEvent streamEvent) => new(streamEvent, DecodeCodes.Accepted, "");

    /// <summary>No event, and nothing wrong with that.</summary>
    /// <param name="detail">What it was.</param>
    public static DecodeResult NotAMessage(string detail) => new(null, DecodeCodes.NotAMessage, detail);

    /// <summary>It cannot be read.</summary>
    /// <param name="detail">What is wrong with it.</param>
    public static DecodeResult Malformed(string detail) => new(null, DecodeCodes.Malformed, detail);
}
