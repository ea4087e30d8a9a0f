using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.Text;

namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>Reads who wrote a line.</summary>
internal static class IrcViewer
{
    /// <summary>Lower-case login of the sender: from the prefix, else from the tags; empty when there is none.</summary>
    /// <param name="line">The line.</param>
    public static string Login(IrcLine line) => line.Nick is { Length: > 0 } nick ? nick : line.Tags["login"].ToLowerInvariant();

    /// <summary>The sender with the roles that the badges of this channel give.</summary>
    /// <param name="line">The line.</param>
    public static Viewer Read(IrcLine line) =>
        ViewerNames.Make(line.Tags["user-id"], Login(line), line.Tags["display-name"], Roles(line.Tags));

    private static ViewerRoles Roles(IrcTags tags)
    {
        var roles = ViewerRoles.Everyone;
        var badges = tags["badges"].AsSpan();
        foreach (var part in badges.Split(','))
        {
            var badge = badges[part];
            var slash = badge.IndexOf('/');
            roles |= BadgeRoles.Of(slash < 0 ? badge : badge[..slash]);
        }

        // The tag vip is missing in chat for those who are none, but 0 in notices.
        if (tags.IsSet("mod") || tags["user-type"] == "mod") roles |= ViewerRoles.Moderator;
        if (tags.IsSet("subscriber")) roles |= ViewerRoles.Subscriber;
        if (tags.Has("vip") && tags["vip"] != "0") roles |= ViewerRoles.Vip;
        return roles;
    }
}
