using IShowTts.Worker.Control;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Commands;

/// <summary>Commands that steer the speech itself.</summary>
internal sealed class SpeechCommands(ISpeechControl control, IViewerSettings viewers)
{
    /// <summary>The commands.</summary>
    public IReadOnlyList<ChatCommand> All =>
    [
        new(CommandNames.Status, "status", StatusAsync),
        new(CommandNames.Pause, "pause", PauseAsync),
        new(CommandNames.Resume, "resume", ResumeAsync),
        new(CommandNames.Skip, "skip", SkipAsync),
        new(CommandNames.Stop, "stop [all]", StopAsync),
        new(CommandNames.Clear, "clear", ClearAsync),
        new(CommandNames.On, "on", (call, token) => SetEnabledAsync(call, true, token)),
        new(CommandNames.Off, "off", (call, token) => SetEnabledAsync(call, false, token)),
        new(CommandNames.Mode, "mode [all|command|paid]", ModeAsync),
        new(CommandNames.Say, "say <text>", SayAsync),
    ];

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    private async ValueTask<string> StatusAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var status = await control.GetStatusAsync(cancellationToken);
        var playing = status.IsPaused ? "paused" : status.NowPlaying is null ? "silent" : "speaking";
        var held = status.Held > 0 ? $", {status.Held} held for approval" : "";
        return $"TTS is {(status.IsEnabled ? "on" : "off")} and {playing}, mode {Name(status.Mode)}, {Count(status.Waiting, "message")} waiting{held}.";
    }

    private async ValueTask<string> PauseAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await control.PauseAsync(call.Actor, cancellationToken);
        return "TTS paused.";
    }

    private async ValueTask<string> ResumeAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await control.ResumeAsync(call.Actor, cancellationToken);
        return "TTS goes on.";
    }

    /// <summary>The one that is heard. Only a whole id names another one: what else people type after the command is politeness.</summary>
    private async ValueTask<string> SkipAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Arguments.Count == 1 && Guid.TryParseExact(call.First, "N", out _))
        {
            return await control.SkipAsync(call.First, call.Actor, cancellationToken) is null ? "It is over already." : "Skipped.";
        }

        return await control.SkipAsync(call.Actor, cancellationToken) is null ? "There is nothing to skip." : "Skipped.";
    }

    /// <summary>The one that is heard, as people know it; with <c>all</c> also everything that waits.</summary>
    private async ValueTask<string> StopAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.First == "all")
        {
            return $"Stopped: {Count(await control.StopAllAsync(call.Actor, cancellationToken), "message")} dropped.";
        }

        var status = await control.GetStatusAsync(cancellationToken);
        return status.NowPlaying is null || await control.SkipAsync(status.NowPlaying.Id, call.Actor, cancellationToken) is null
            ? "Nothing is being spoken."
            : "Stopped.";
    }

    private async ValueTask<string> ClearAsync(CommandCall call, CancellationToken cancellationToken) =>
        $"Cleared: {Count(await control.ClearAsync(call.Actor, cancellationToken), "message")} dropped.";

    private async ValueTask<string> SetEnabledAsync(CommandCall call, bool isEnabled, CancellationToken cancellationToken)
    {
        await control.SetEnabledAsync(isEnabled, call.Actor, cancellationToken);
        return isEnabled ? "TTS is on." : "TTS is off.";
    }

    private async ValueTask<string> ModeAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Arguments.Count == 0)
        {
            return $"The mode is {Name((await control.GetStatusAsync(cancellationToken)).Mode)}. There are: all, command, paid.";
        }

        SpeechMode? mode = call.First switch
        {
            "all" => SpeechMode.All,
            "command" => SpeechMode.Command,
            "paid" => SpeechMode.Paid,
            _ => null,
        };
        if (mode is not { } chosen)
        {
            return "There is no such mode. There are: all, command, paid.";
        }

        await control.SetModeAsync(chosen, call.Actor, cancellationToken);
        return $"TTS mode set to {Name(chosen)}.";
    }

    private async ValueTask<string> SayAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Arguments.Count == 0)
        {
            return "Say what? Type the text after the command.";
        }

        var request = new SayRequest(call.TextFrom(0), viewers.For(call.Viewer).Voice);
        var said = (await control.SayAsync(request, call.Actor, cancellationToken)).Utterance;
        return said.State.IsFinal() ? $"Not spoken. {ReasonTexts.For(said.Reason?.Code ?? ReasonCodes.Empty)}" : "It will be spoken.";
    }

    private static string Name(SpeechMode mode) => mode.ToString().ToLowerInvariant();
}
