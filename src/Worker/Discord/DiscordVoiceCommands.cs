using System.Globalization;
using System.Text.Json.Nodes;
using IShowTts.Integrations.Discord;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Discord;

/// <summary>Commands about a server's voice channel: join, leave, volume. Their arguments are given by <see cref="DiscordCommands"/>, empty ones for what was not chosen.</summary>
internal sealed class DiscordVoiceCommands(IDiscordBot bot, DiscordGuildChannels channels, IConfigurationOverrides overrides, IAuditLog audit) : ICommandSet
{
    /// <summary>Decibels of no sound: the least gain of a channel.</summary>
    private const double Silent = -60;

    /// <inheritdoc/>
    public IReadOnlyList<ChatCommand> All =>
    [
        new(CommandNames.Join, "join", JoinAsync),
        new(CommandNames.Leave, "leave", LeaveAsync),
        new(CommandNames.Volume, "volume <percent>", VolumeAsync),
    ];

    /// <summary>Decibels of a volume: 100 % changes nothing, 200 % doubles.</summary>
    /// <param name="percent">0 to 200.</param>
    public static double GainOf(int percent) => percent == 0 ? Silent : Math.Round(Math.Max(Silent, 20 * Math.Log10(percent / 100.0)), 2);

    private static string Argument(CommandCall call, int index) => index < call.Arguments.Count ? call.Arguments[index] : "";

    /// <summary>Arguments: server, name, voice channel of who asks.</summary>
    private async ValueTask<string> JoinAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var callers = Argument(call, 2);
        if (channels.Find(Argument(call, 0), Argument(call, 1), callers, out var name) is { } problem)
        {
            return problem;
        }

        await bot.JoinAsync(name, callers.Length > 0 ? callers : null, cancellationToken);
        await audit.WriteAsync(call.Actor, "discord-join", name, "asked", CancellationToken.None);
        return callers.Length > 0 ? "On the way to your channel." : "On the way to the channel of the configuration: you are in none that I see.";
    }

    /// <summary>Arguments: server, name.</summary>
    private async ValueTask<string> LeaveAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (channels.Find(Argument(call, 0), Argument(call, 1), "", out var name) is { } problem)
        {
            return problem;
        }

        await bot.LeaveAsync(name, cancellationToken);
        await audit.WriteAsync(call.Actor, "discord-leave", name, "asked", CancellationToken.None);
        return "Left. I stay away until somebody calls /tts join.";
    }

    /// <summary>Arguments: server, name, percent.</summary>
    private async ValueTask<string> VolumeAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (channels.Find(Argument(call, 0), Argument(call, 1), "", out var name) is { } problem)
        {
            return problem;
        }

        if (!int.TryParse(Argument(call, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) || percent > SlashCommands.MaxPercent)
        {
            return $"The volume is a whole number from 0 to {SlashCommands.MaxPercent}.";
        }

        var change = new Dictionary<string, JsonNode?> { [$"Discord:Channels:{name}:GainDb"] = JsonValue.Create(GainOf(percent)) };
        var result = await overrides.ApplyAsync(change, call.Actor, cancellationToken);
        return result switch
        {
            { Errors.Count: > 0 } => "The volume could not be changed: the configuration has an error. The console of iShowTTS tells which (ishowtts doctor).",
            { Changed: [{ IsOutranked: true }, ..] } => $"The volume is written down as {percent} %, but the environment or the command line of iShowTTS sets another one, which counts.",
            _ => $"The volume is {percent} % now.",
        };
    }
}
