namespace IShowTts.Integrations.Tests.Twitch.EventSub;

/// <summary>What goes wrong in an <see cref="EventSubStorm"/>, in turn.</summary>
internal enum EventSubFault
{
    /// <summary>The line is cut.</summary>
    Cut,

    /// <summary>The line is cut, and Helix answers 401, 429 and 500 to the next subscriptions.</summary>
    CutWithHelixErrors,

    /// <summary>The line is cut, the token has expired, and the answers to two subscriptions are lost: asked again, Helix says 409.</summary>
    CutWithLostAnswers,

    /// <summary>Twitch closes with a code while events are on their way.</summary>
    Close,

    /// <summary>Twitch closes with a code before all subscriptions are made; those that are left are refused.</summary>
    CloseWhileSubscribing,

    /// <summary>Twitch asks to move while events are on their way; they go on over the old socket until the new one was welcomed.</summary>
    Move,

    /// <summary>Twitch asks to move, and the new address lets nobody in.</summary>
    RefusedMove,

    /// <summary>The rights are taken back; then somebody signs in again.</summary>
    Revoke,
}
