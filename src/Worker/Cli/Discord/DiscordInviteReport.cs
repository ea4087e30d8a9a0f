using System.Globalization;
using IShowTts.Worker.Discord;

namespace IShowTts.Worker.Cli.Discord;

/// <summary>Result of <c>discord invite --json</c>.</summary>
/// <param name="Url">The link.</param>
/// <param name="ApplicationId">The bot's application.</param>
/// <param name="Scopes">What the bot is given.</param>
/// <param name="Permissions">Discord's bits.</param>
internal sealed record DiscordInviteReport(string Url, string ApplicationId, IReadOnlyList<string> Scopes, string Permissions)
{
    /// <summary>The link of an application.</summary>
    /// <param name="applicationId">Digits.</param>
    /// <param name="readsText">Whether there are text channels to read.</param>
    public static DiscordInviteReport Of(string applicationId, bool readsText)
    {
        string[] scopes = ["bot", "applications.commands"];
        var permissions = DiscordPermissions.InvitedFor(readsText).ToString(CultureInfo.InvariantCulture);
        return new($"https://discord.com/oauth2/authorize?client_id={applicationId}&scope={string.Join('+', scopes)}&permissions={permissions}", applicationId, scopes, permissions);
    }
}
