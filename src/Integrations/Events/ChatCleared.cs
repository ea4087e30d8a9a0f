namespace IShowTts.Integrations.Events;

/// <summary>The whole chat was cleared.</summary>
public sealed record ChatCleared : ModerationEvent;
