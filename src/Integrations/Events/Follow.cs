namespace IShowTts.Integrations.Events;

/// <summary>A viewer follows the channel.</summary>
public sealed record Follow : MessageEvent;
