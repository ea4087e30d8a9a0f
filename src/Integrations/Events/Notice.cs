namespace IShowTts.Integrations.Events;

/// <summary>Something else that the platform shows in chat.</summary>
public sealed record Notice : MessageEvent
{
    /// <summary>The platform's word, kebab-case: <c>watch-streak</c>, <c>modiversary</c>, <c>bits-badge-tier</c>, <c>new-chatter</c> …</summary>
    public string NoticeKind { get; init; } = "";

    /// <summary>The platform's own sentence, English; may be empty.</summary>
    public string SystemText { get; init; } = "";

    /// <summary>The number in it (streams in a row, months, threshold); 0 when there is none.</summary>
    public int Value { get; init; }
}
