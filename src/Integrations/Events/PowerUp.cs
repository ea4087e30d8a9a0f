namespace IShowTts.Integrations.Events;

/// <summary>A power-up bought with bits, other than a cheer.</summary>
public sealed record PowerUp : MessageEvent
{
    /// <summary>Bits spent; 0 when the source does not tell it.</summary>
    public int Bits { get; init; }

    /// <summary>Which: <c>message_effect</c>, <c>gigantify_an_emote</c>, <c>celebration</c>, <c>custom</c>.</summary>
    public string PowerUpKind { get; init; } = "";
}
