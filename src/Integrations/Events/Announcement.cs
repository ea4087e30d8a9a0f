namespace IShowTts.Integrations.Events;

/// <summary>A moderator's announcement.</summary>
public sealed record Announcement : MessageEvent;
