using IShowTts.Worker.Intake;

namespace IShowTts.Worker.Discord;

/// <summary>Section <c>Discord:Commands</c>: who may steer with slash commands. What each command needs is in <c>Commands:Roles</c>, as for chat.</summary>
internal sealed class DiscordCommandOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Discord:Commands";

    /// <summary>Whether the bot has the command <c>/tts</c>. Default yes.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>What a Discord role is here, by the role's id (Server Settings, Roles, right click, Copy Role ID). The server's owner is Broadcaster, everybody else Everyone. Default none.</summary>
    public Dictionary<string, ViewerRole> Roles { get; set; } = [];
}
