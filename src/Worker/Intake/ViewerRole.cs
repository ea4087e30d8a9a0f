using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Intake;

/// <summary>The least a viewer must be; each one includes those after it.</summary>
internal enum ViewerRole
{
    /// <summary>Anybody.</summary>
    Everyone,

    /// <summary>Subscribers and above.</summary>
    Subscriber,

    /// <summary>VIPs and above.</summary>
    Vip,

    /// <summary>Moderators and the broadcaster.</summary>
    Moderator,

    /// <summary>The broadcaster only.</summary>
    Broadcaster,
}

/// <summary>Compares what a viewer is with what is asked for.</summary>
internal static class ViewerRoleExtensions
{
    /// <summary>Whether the viewer is at least this.</summary>
    /// <param name="needed">The least role.</param>
    /// <param name="roles">What the viewer is.</param>
    public static bool Admits(this ViewerRole needed, ViewerRoles roles) => needed switch
    {
        ViewerRole.Everyone => true,
        ViewerRole.Subscriber => roles != ViewerRoles.Everyone,
        ViewerRole.Vip => (roles & (ViewerRoles.Vip | ViewerRoles.Moderator | ViewerRoles.Broadcaster)) != ViewerRoles.Everyone,
        ViewerRole.Moderator => (roles & (ViewerRoles.Moderator | ViewerRoles.Broadcaster)) != ViewerRoles.Everyone,
        _ => (roles & ViewerRoles.Broadcaster) != ViewerRoles.Everyone,
    };
}
