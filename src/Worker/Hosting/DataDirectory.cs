namespace IShowTts.Worker.Hosting;

/// <summary>The folder that holds everything the worker writes.</summary>
/// <param name="Root">Absolute path; it exists.</param>
internal sealed record DataDirectory(string Root)
{
    /// <summary>The durable queue.</summary>
    public string QueueFile => Path.Combine(Root, "queue.db");

    /// <summary>The bearer token, mode 0600.</summary>
    public string TokenFile => Path.Combine(Root, "token");

    /// <summary>API keys, hashed, mode 0600.</summary>
    public string ApiKeysFile => Path.Combine(Root, "keys.json");

    /// <summary>Held by the command that changes the API keys; empty.</summary>
    public string ApiKeysLockFile => Path.Combine(Root, "keys.json.lock");

    /// <summary>Dashboard sessions, hashed, mode 0600.</summary>
    public string SessionsFile => Path.Combine(Root, "sessions.json");

    /// <summary>On which day each API key was last used.</summary>
    public string KeyUseFile => Path.Combine(Root, "key-use.json");

    /// <summary>Who steered what, one JSON object a line.</summary>
    public string AuditFile => Path.Combine(Root, "audit.log");

    /// <summary>Paused, mode, ignored viewers, nicknames, voices.</summary>
    public string StateFile => Path.Combine(Root, "state.json");

    /// <summary>Settings that were changed through the API, mode 0600.</summary>
    public string OverridesFile => Path.Combine(Root, "overrides.json");

    /// <summary>Which servers of Discord have which slash commands.</summary>
    public string DiscordCommandsFile => Path.Combine(Root, "discord-commands.json");

    /// <summary>How loud each voice was measured to be.</summary>
    public string LoudnessFile => Path.Combine(Root, "loudness.json");

    /// <summary>Uploaded voices, mode 0700.</summary>
    public string VoicesFolder => Path.Combine(Root, "voices");

    /// <summary>Converted models.</summary>
    public string ModelsFolder => Path.Combine(Root, "models");

    /// <summary>Address of the running worker's HTTP server, for console commands.</summary>
    public string AddressFile => Path.Combine(Root, "address");

    /// <summary>The Twitch sign-in, encrypted with <see cref="KeysFolder"/>, mode 0600.</summary>
    public string TwitchTokenFile => Path.Combine(Root, "twitch-account");

    /// <summary>Held by the process that renews the sign-in; empty.</summary>
    public string TwitchLockFile => Path.Combine(Root, "twitch-account.lock");

    /// <summary>Keys of the encrypted files, mode 0700.</summary>
    public string KeysFolder => Path.Combine(Root, "keys");
}
