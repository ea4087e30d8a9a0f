using IShowTts.Integrations.Events;
using IShowTts.Integrations.Playback;
using IShowTts.Worker.Hosting;

namespace IShowTts.Worker.Cli.View;

/// <summary>What a person should know when the worker has started: what is read, where it is heard, and how to go on.</summary>
internal static class Welcome
{
    /// <summary>The lines.</summary>
    public static IEnumerable<string> Lines(IServiceProvider services, WorkerHostSettings settings, bool isDefaultRehearsal, string? address)
    {
        var sources = services.GetServices<IEventSource>().Select(source => source.Name).ToArray();
        var sinks = services.GetServices<IAudioSink>().Select(sink => sink.Name).ToArray();
        yield return sources.Length > 0 ? $"Reading {string.Join(", ", sources)}." : "No source is configured: nothing is read. Name one with --twitch CHANNEL or --rehearse FILE.";
        yield return $"Playing into {string.Join(", ", sinks)}.";
        if (sinks.Any(sink => sink.StartsWith("device:", StringComparison.OrdinalIgnoreCase)))
        {
            yield return "Hear it: play the device's monitor, for example: parec -d ishowtts.monitor | pacat";
            yield return "In OBS: add the source 'Audio Output Capture (PulseAudio)' and choose 'Monitor of ishowtts'.";
        }

        if (isDefaultRehearsal)
        {
            yield return "This is a rehearsal, a recorded stream. To hear a real channel: ishowtts run --twitch CHANNEL (no account needed).";
        }

        if (address is not null)
        {
            yield return $"HTTP API at {address} (docs/api.md); steer it with: ishowtts queue status|pause|skip|clear{(settings.DataDirectory is { } folder ? $" --data-dir {folder}" : "")}";
        }
    }
}
