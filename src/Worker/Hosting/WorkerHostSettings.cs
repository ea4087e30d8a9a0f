namespace IShowTts.Worker.Hosting;

/// <summary>What a command line tells the host before configuration is read.</summary>
internal sealed record WorkerHostSettings
{
    /// <summary>Data directory; null for the default (<c>$XDG_DATA_HOME/ishowtts</c>, else <c>~/.local/share/ishowtts</c>).</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Configuration file; null for <c>config/ishowtts.json</c> of the working directory, else the one beside the executable.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Configuration keys set on the command line (<c>Twitch:Channel</c> …); they win over file and environment.</summary>
    public IReadOnlyDictionary<string, string?> Overrides { get; init; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Ends the worker when all sources have ended and everything was spoken.</summary>
    public bool ExitWhenIdle { get; init; }

    /// <summary>Changes services after all features were added; tests replace parts with it.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }
}
