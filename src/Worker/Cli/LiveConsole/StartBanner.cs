namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>What a person wants to know at the start: where the sound goes, how to hear it, how to connect a channel, where the dashboard is.</summary>
internal static class StartBanner
{
    private const string DevicePrefix = "device:";

    /// <summary>The lines of the banner.</summary>
    /// <param name="sinks">Names of the sinks, such as <c>device:ishowtts</c>.</param>
    /// <param name="sources">Names of the sources, such as <c>twitch-irc:somechannel</c>.</param>
    /// <param name="dashboard">A link that opens the dashboard once; null when there is none, or nobody but a log would read it.</param>
    /// <param name="address">Where the dashboard is, which is told when there is no link; null when that is not known.</param>
    public static IReadOnlyList<ScreenLine> Lines(IReadOnlyCollection<string> sinks, IReadOnlyCollection<string> sources, string? dashboard = null, string? address = null)
    {
        var lines = new List<ScreenLine>
        {
            new($"iShowTTS plays into {Join(sinks)}", Tone.Heading),
        };
        if (sinks.FirstOrDefault(sink => sink.StartsWith(DevicePrefix, StringComparison.Ordinal)) is { } device)
        {
            var name = ConsoleText.Clean(device[DevicePrefix.Length..]);
            lines.Add(new($"  Hear it:   pactl load-module module-loopback source={name}.monitor   (and to end it: pactl unload-module module-loopback)", Tone.Plain));
            lines.Add(new($"  In OBS:    Sources, +, Audio Output Capture (PulseAudio), device \"{(name == "ishowtts" ? "iShowTTS" : name)}\"", Tone.Plain));
        }

        lines.Add(new($"It reads {Join(sources)}", Tone.Heading));
        if (!sources.Any(source => source.StartsWith("twitch", StringComparison.Ordinal)))
        {
            lines.Add(new("  A real channel, no account needed:   ./run.sh --twitch CHANNEL", Tone.Plain));
        }

        if (dashboard is not null)
        {
            lines.Add(new($"Dashboard:   {dashboard}", Tone.Heading));
            lines.Add(new("  The link works once, for ten minutes. A fresh one:   ishowtts dashboard", Tone.Plain));
        }
        else if (address is not null)
        {
            lines.Add(new($"Dashboard:   {address}/", Tone.Heading));
            lines.Add(new("  A link that signs in, for ten minutes:   ishowtts dashboard", Tone.Plain));
        }

        return lines;
    }

    private static string Join(IReadOnlyCollection<string> names) => names.Count == 0 ? "nothing" : string.Join(", ", names.Select(ConsoleText.Clean));
}
