using System.Text.Json.Nodes;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Keys with which somebody could get at secrets, run a program or open the worker to others: where tokens are sent, what is loaded and run, which files are read and written, who may connect. Over the API only who owns this machine changes them.</summary>
internal static class TrustedKeys
{
    private static readonly string[] Endings = ["Url", "Address", "Folder", "File", "Path", "Directory"];

    private static readonly string[] Others =
    [
        "Api:AllowRemote", "Api:AllowedHosts", "Api:AllowedOrigins", "Api:RequireTokenForReading", "Api:Ffmpeg",
        "Audio:PulseServer", "Discord:Node", "Models:Mirror", "Models:Proxy", "Tts:F5:Model", "Webhooks:AllowRemote",
    ];

    /// <summary>Whether a change needs that trust.</summary>
    /// <param name="key">Key with colons, in any case.</param>
    /// <param name="value">What it would become; null takes the override back.</param>
    public static bool Holds(string key, JsonNode? value) =>
        Endings.Any(ending => key.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        || Others.Contains(key, StringComparer.OrdinalIgnoreCase)
        || IsFileSink(key, value)
        || (value is JsonObject group && group.Any(pair => Holds($"{key}:{pair.Key}", pair.Value)));

    /// <summary>A WAV sink writes over any file that the worker may write; the other sinks are free.</summary>
    private static bool IsFileSink(string key, JsonNode? value) =>
        key.Equals("Outputs:Sinks", StringComparison.OrdinalIgnoreCase)
        && value is JsonArray sinks
        && sinks.Any(static sink => sink?.ToString().Contains("wav:", StringComparison.OrdinalIgnoreCase) == true);
}
