namespace IShowTts.Worker.Queue;

/// <summary>What an utterance came from. Names are stable: they are stored and shown in the API in kebab-case.</summary>
internal enum UtteranceKind
{
    /// <summary>Plain chat.</summary>
    Chat,

    /// <summary>Bits.</summary>
    Cheer,

    /// <summary>Channel points.</summary>
    Redemption,

    /// <summary>A power-up.</summary>
    PowerUp,

    /// <summary>Money from outside.</summary>
    Donation,

    /// <summary>A subscription.</summary>
    Subscription,

    /// <summary>Gifted subscriptions.</summary>
    Gift,

    /// <summary>A raid.</summary>
    Raid,

    /// <summary>A follow.</summary>
    Follow,

    /// <summary>A moderator's announcement.</summary>
    Announcement,

    /// <summary>Something else that the platform shows.</summary>
    Notice,

    /// <summary>Asked for by the streamer, a moderator or a program.</summary>
    Manual,
}
