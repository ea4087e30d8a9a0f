namespace IShowTts.Integrations.Events;

/// <summary>Words were taken back: by a moderator, or by the platform. Acts on what waits, is being synthesized and is being heard.</summary>
public abstract record ModerationEvent : StreamEvent;
