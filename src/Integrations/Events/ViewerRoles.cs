namespace IShowTts.Integrations.Events;

/// <summary>What a viewer is in the channel. Flags: a moderator may subscribe too.</summary>
[Flags]
public enum ViewerRoles
{
    /// <summary>Anybody.</summary>
    Everyone = 0,

    /// <summary>Subscribes, or is a founder.</summary>
    Subscriber = 1,

    /// <summary>VIP.</summary>
    Vip = 2,

    /// <summary>Moderator, lead moderators included.</summary>
    Moderator = 4,

    /// <summary>Owns the channel.</summary>
    Broadcaster = 8,
}
