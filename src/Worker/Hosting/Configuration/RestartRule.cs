namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Says which keys take effect at once and which only after a restart.</summary>
internal static class RestartRule
{
    /// <summary>Sections (or single keys; <c>*</c> is any name) that are read anew while the worker runs; everything else needs a restart. docs/configuration.md says the same.</summary>
    public static IReadOnlyList<string> Live { get; } = ["Discord:Channels:*:GainDb", "Discord:Commands", "Filters", "Intake", "Logging", "Queue", "Speaking", "Text", "Voices", "Twitch:Login", "Twitch:Token"];

    /// <summary>Whether a change of a key waits for a restart.</summary>
    /// <param name="key">Key with colons.</param>
    public static bool NeedsRestart(string key)
    {
        var parts = key.Split(':');
        return !Live.Any(live => Covers(live.Split(':'), parts));
    }

    private static bool Covers(string[] live, string[] key) =>
        live.Length <= key.Length && live.Zip(key).All(static pair => pair.First == "*" || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
}
