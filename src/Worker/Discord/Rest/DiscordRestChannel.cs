namespace IShowTts.Worker.Discord.Rest;

/// <summary>A channel, as REST gives it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">0 text, 2 voice, 5 announcements, 13 stage.</param>
/// <param name="GuildId">Its server.</param>
/// <param name="Name">Its name; not ours.</param>
/// <param name="PermissionOverwrites">What it allows and denies.</param>
internal sealed record DiscordRestChannel(string Id, int Type, string? GuildId = null, string Name = "", IReadOnlyList<DiscordRestOverwrite>? PermissionOverwrites = null)
{
    /// <summary>A stage: not encrypted, and the bot must be let speak.</summary>
    public const int Stage = 13;

    /// <summary>Somebody can speak in it.</summary>
    public bool IsVoice => Type is 2 or Stage;
}
