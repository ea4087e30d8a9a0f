using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.Worker.Control;
using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Api;

/// <summary>How the speaker is now.</summary>
internal sealed record StatusBody(bool Enabled, bool Paused, string Mode, UtteranceBody? NowPlaying, double HeardMs, int Waiting, int Held)
{
    /// <summary>Shows the status.</summary>
    public static StatusBody From(SpeechStatus status) => new(
        status.IsEnabled,
        status.IsPaused,
        Kebab.Of(status.Mode),
        status.NowPlaying is { } playing ? UtteranceBody.From(playing) : null,
        Math.Round(status.HeardMs, 1),
        status.Waiting,
        status.Held);
}

/// <summary>How the worker is: for people, supervisors and monitors.</summary>
/// <param name="Status"><c>ok</c>, or <c>degraded</c> while an alarm stands or a source failed.</param>
/// <param name="Version">Version of the worker.</param>
/// <param name="Paused">Nothing is heard, everything waits.</param>
/// <param name="Enabled">New messages are taken in.</param>
/// <param name="Queue">Utterances in each state.</param>
/// <param name="Sources">Where events come from.</param>
/// <param name="Sinks">Where audio goes.</param>
/// <param name="Alarms">What is wrong now.</param>
/// <param name="Twitch">How the sign-in is; null from a worker that does not tell.</param>
internal sealed record HealthBody(
    string Status,
    string Version,
    bool Paused,
    bool Enabled,
    IReadOnlyDictionary<string, int> Queue,
    IReadOnlyList<SourceBody> Sources,
    IReadOnlyList<SinkBody> Sinks,
    IReadOnlyList<AlarmBody> Alarms,
    TwitchBody? Twitch = null);

/// <summary>How the sign-in to Twitch is; holds no token.</summary>
/// <param name="State"><c>signed-out</c>, <c>signed-in</c>, <c>sign-in-again</c> or <c>wrong-account</c>.</param>
/// <param name="Login">Login of the account; null for nobody.</param>
/// <param name="ExpiresAt">When the token ends; it is renewed before.</param>
/// <param name="Trouble">Why nobody is signed in, and the command; empty when all is well.</param>
internal sealed record TwitchBody(string State, string? Login, DateTimeOffset? ExpiresAt, string Trouble)
{
    /// <summary>Shows an account.</summary>
    public static TwitchBody From(ITwitchAccount account)
    {
        var session = account.Session;
        return new(Kebab.Of(account.State), session?.Login, session?.ExpiresAt, account.Trouble);
    }
}

/// <summary>How a source is.</summary>
internal sealed record SourceBody(string Name, string State, DateTimeOffset? Since, DateTimeOffset? LastEventAt, string Detail)
{
    /// <summary>Shows a source.</summary>
    public static SourceBody From(IEventSource source)
    {
        var health = source.Health;
        return new(source.Name, Kebab.Of(health.State), health.Since == default ? null : health.Since, health.LastEventAt, health.Detail);
    }
}

/// <summary>How a sink is.</summary>
/// <param name="Name">What the user called it.</param>
/// <param name="State"><c>open</c>, <c>lost</c>, or <c>idle</c>: closed because nobody is there to hear.</param>
/// <param name="Detail">What to do, or how an open sink is; empty when there is nothing to say.</param>
/// <param name="Counts">Utterances are heard by it, or wait for it: the required sink, or the stand-in for it.</param>
internal sealed record SinkBody(string Name, string State, string Detail, bool Counts)
{
    /// <summary>Shows a sink.</summary>
    public static SinkBody From(SinkReport report) => new(report.Name, report.IsOpen ? "open" : report.IsIdle ? "idle" : "lost", report.Detail, report.Counts);
}

/// <summary>Something a person should know.</summary>
internal sealed record AlarmBody(string Key, string Text, DateTimeOffset Since);
