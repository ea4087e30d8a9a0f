using IShowTts.Worker.Hosting;

namespace IShowTts.Worker.Cli;

/// <summary>What <c>run</c> was told.</summary>
internal sealed record RunSettings
{
    /// <summary>Where things lie.</summary>
    public required WorkerHostSettings Host { get; init; }

    /// <summary>Channel to read.</summary>
    public string? Twitch { get; init; }

    /// <summary>Rehearsal file to play.</summary>
    public string? Rehearse { get; init; }

    /// <summary>Pace of the rehearsal; 0 is without waiting.</summary>
    public double? Speed { get; init; }

    /// <summary>Where the audio goes; empty for the configuration's.</summary>
    public IReadOnlyList<string> Sinks { get; init; } = [];

    /// <summary>Default voice.</summary>
    public string? Voice { get; init; }

    /// <summary>Port of the HTTP server.</summary>
    public int? Port { get; init; }

    /// <summary>Address of the HTTP server, <c>http://ADDRESS:PORT</c>.</summary>
    public string? Urls { get; init; }

    /// <summary>End when the sources have ended and everything was spoken.</summary>
    public bool ExitWhenIdle { get; init; }

    /// <summary>No live view; plain log lines.</summary>
    public bool NoConsole { get; init; }

    /// <summary>The configuration keys that these settings mean.</summary>
    public IReadOnlyDictionary<string, string?> ToOverrides()
    {
        var keys = new Dictionary<string, string?>(Host.Overrides, StringComparer.OrdinalIgnoreCase);
        if (Twitch is not null || Rehearse is not null)
        {
            // Whoever names a source on the command line means that one, not the configuration's too.
            keys["Twitch:Channel"] = Twitch ?? "";
            keys["Rehearsal:File"] = Rehearse is null ? "" : Path.GetFullPath(Rehearse);
        }

        Set(keys, "Rehearsal:Speed", Speed is { } speed ? speed.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
        Set(keys, "Console:View", NoConsole ? "Plain" : null);
        Set(keys, "Voices:Default", Voice);
        for (var i = 0; i < Sinks.Count; i++)
        {
            keys[$"Outputs:Sinks:{i}"] = Sinks[i];
        }

        if (Urls is not null && Uri.TryCreate(Urls, UriKind.Absolute, out var address))
        {
            keys["Api:Address"] = address.Host.Trim('[', ']');
            keys["Api:Port"] = address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        Set(keys, "Api:Port", Port?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return keys;
    }

    private static void Set(Dictionary<string, string?> keys, string key, string? value)
    {
        if (value is not null)
        {
            keys[key] = value;
        }
    }
}
