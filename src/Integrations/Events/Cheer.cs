namespace IShowTts.Integrations.Events;

/// <summary>Bits given with a message.</summary>
public sealed record Cheer : MessageEvent
{
    /// <summary>Bits given in all; the platform's number, not the sum of the words.</summary>
    public int Bits { get; init; }
}
