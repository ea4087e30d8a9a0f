using System.CommandLine;

namespace IShowTts.Worker.Cli;

/// <summary>The options of <c>run</c>; the root takes them too, because running is what it does without a command.</summary>
internal sealed class RunArguments
{
    public Option<string?> Twitch { get; } = new("--twitch") { Description = "Read this Twitch channel's chat, without an account", HelpName = "CHANNEL" };

    public Option<string?> Rehearse { get; } = new("--rehearse") { Description = "Play this recorded stream (docs/rehearsal.md)", HelpName = "FILE" };

    public Option<double?> Speed { get; } = new("--speed") { Description = "Pace of the recorded stream: 1 is true, 0 without waiting", HelpName = "N" };

    public Option<string[]> Sink { get; } = new("--sink") { Description = "Where to play: device, device:NAME, wav:PATH, overlay, overlay:NAME or null; may be given again", HelpName = "SINK" };

    public Option<string?> Voice { get; } = new("--voice") { Description = "Default voice (see: ishowtts voices)", HelpName = "VOICE" };

    public Option<int?> Port { get; } = new("--port") { Description = "Port of the HTTP server (default 7790; 0: any free one)", HelpName = "PORT" };

    public Option<string?> Urls { get; } = new("--urls") { Description = "Address of the HTTP server, for example http://127.0.0.1:8000", HelpName = "URL" };

    public Option<bool> ExitWhenIdle { get; } = new("--exit-when-idle") { Description = "End when the sources have ended and everything was spoken" };

    public Option<bool> NoConsole { get; } = new("--no-console") { Description = "Plain lines instead of the live view" };

    /// <summary>Adds the options and their checks to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { Twitch, Rehearse, Speed, Sink, Voice, Port, Urls, ExitWhenIdle, NoConsole })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Sets the checks; call it once.</summary>
    public RunArguments WithChecks()
    {
        Speed.InRange(0, 1_000);
        Port.InRange(0, 65_535);
        Urls.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !(Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "http", PathAndQuery: "/" }))
            {
                result.AddError("--urls must look like http://127.0.0.1:8000.");
            }
        });
        Rehearse.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } path && !File.Exists(path))
            {
                result.AddError($"--rehearse: there is no file {path}.");
            }
        });
        Twitch.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } channel && string.IsNullOrWhiteSpace(channel))
            {
                result.AddError("--twitch needs the name of a channel.");
            }
        });
        return this;
    }

    /// <summary>Reads what was given.</summary>
    public RunSettings Read(ParseResult result) => new()
    {
        Host = CommonOptions.ReadSettings(result),
        Twitch = result.GetValue(Twitch),
        Rehearse = result.GetValue(Rehearse),
        Speed = result.GetValue(Speed),
        Sinks = result.GetValue(Sink) ?? [],
        Voice = result.GetValue(Voice),
        Port = result.GetValue(Port),
        Urls = result.GetValue(Urls),
        ExitWhenIdle = result.GetValue(ExitWhenIdle),
        NoConsole = result.GetValue(NoConsole),
    };
}
