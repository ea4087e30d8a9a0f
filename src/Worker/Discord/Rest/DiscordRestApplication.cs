namespace IShowTts.Worker.Discord.Rest;

/// <summary>The bot's application, as REST gives it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Flags">Discord's flags.</param>
internal sealed record DiscordRestApplication(string Id, string Name = "", long Flags = 0)
{
    private const long MessageContent = (1 << 18) | (1 << 19);

    /// <summary>Message Content Intent is on, for few servers or for all.</summary>
    public bool MayReadMessages => (Flags & MessageContent) != 0;
}
