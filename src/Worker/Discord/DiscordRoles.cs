using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Intake;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Discord;

/// <summary>Makes a viewer of somebody on Discord: who it is, and by the configuration what.</summary>
internal sealed class DiscordRoles(IOptionsMonitor<DiscordCommandOptions> options)
{
    private const int LongestName = 64;

    /// <summary>The viewer. Roles count together; without a mapped one it is anybody.</summary>
    /// <param name="user">As Discord told: the name is hostile.</param>
    public Viewer ViewerOf(DiscordUser user)
    {
        var login = DiscordViewers.Prefix + user.Name.ToLowerInvariant();
        var shown = TextCut.AtWord(CharacterFilter.Clean(user.DisplayName), LongestName);
        return new Viewer(DiscordViewers.IdOf(user.Id), login, shown.Length > 0 ? shown : user.Name) { Roles = RolesOf(user) };
    }

    private static ViewerRoles FlagOf(ViewerRole role) => role switch
    {
        ViewerRole.Subscriber => ViewerRoles.Subscriber,
        ViewerRole.Vip => ViewerRoles.Vip,
        ViewerRole.Moderator => ViewerRoles.Moderator,
        ViewerRole.Broadcaster => ViewerRoles.Broadcaster,
        _ => ViewerRoles.Everyone,
    };

    private ViewerRoles RolesOf(DiscordUser user)
    {
        var mapped = options.CurrentValue.Roles;
        return user.Roles
            .Select(id => mapped.TryGetValue(id, out var role) ? FlagOf(role) : ViewerRoles.Everyone)
            .Aggregate(user.IsOwner ? ViewerRoles.Broadcaster : ViewerRoles.Everyone, static (all, one) => all | one);
    }
}
