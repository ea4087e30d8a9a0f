using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Twitch.Text;

/// <summary>What a badge says about its wearer.</summary>
internal static class BadgeRoles
{
    /// <summary>The role of a badge set; everybody's for badges that give none.</summary>
    /// <param name="set">Name of the set, for example <c>moderator</c>.</param>
    public static ViewerRoles Of(ReadOnlySpan<char> set) => set switch
    {
        "broadcaster" => ViewerRoles.Broadcaster,
        "moderator" or "lead_moderator" => ViewerRoles.Moderator,
        "vip" => ViewerRoles.Vip,
        "subscriber" or "founder" => ViewerRoles.Subscriber,
        _ => ViewerRoles.Everyone,
    };
}
