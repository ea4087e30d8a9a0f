namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Says which keys take effect at once and which only after a restart.</summary>
internal static class RestartRule
{
    /// <summary>Sections (or single keys) that are read anew while the worker runs; everything else needs a restart. docs/configuration.md says the same.</summary>
    public static IReadOnlyList<string> Live { get; } = ["Discord:Commands", "Filters", "Intake", "Logging", "Queue", "Speaking", "Text", "Voices", "Twitch:Login", "Twitch:Token"];

    /// <summary>Whether a change of a key waits for a restart.</summary>
    /// <param name="key">Key with colons.</param>
    public static bool NeedsRestart(string key) =>
        !Live.Any(live => key.Equals(live, StringComparison.OrdinalIgnoreCase) || key.StartsWith(live + ":", StringComparison.OrdinalIgnoreCase));
}
