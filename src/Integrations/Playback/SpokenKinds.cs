namespace IShowTts.Integrations.Playback;

/// <summary>Kinds of utterance that a sink may be limited to, as the worker names them.</summary>
public static class SpokenKinds
{
    /// <summary>All of them, kebab-case.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "chat", "cheer", "redemption", "power-up", "donation", "subscription", "gift", "raid", "follow", "announcement", "notice", "manual",
    };
}
