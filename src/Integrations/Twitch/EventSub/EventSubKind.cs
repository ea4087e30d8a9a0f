using System.Collections.Immutable;
using IShowTts.Integrations.Twitch.SignIn;

namespace IShowTts.Integrations.Twitch.EventSub;

/// <summary>A kind of subscription, as Twitch's table of types tells.</summary>
/// <param name="Type">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Feature">What of the sign-in it belongs to; null when it needs no right.</param>
/// <param name="Condition">Members of the condition; each stands for the channel or for the account that is signed in.</param>
internal sealed record EventSubKind(string Type, string Version, TwitchFeature? Feature, params ImmutableArray<string> Condition)
{
    /// <summary>Member of the condition that names the channel.</summary>
    internal const string Broadcaster = "broadcaster_user_id";

    /// <summary>Member of the condition that names the reading account.</summary>
    internal const string User = "user_id";

    /// <summary>Member of the condition that names the account as a moderator.</summary>
    internal const string Moderator = "moderator_user_id";

    /// <summary>Member of the condition that names the channel as the goal of a raid.</summary>
    internal const string RaidGoal = "to_broadcaster_user_id";

    /// <summary>Only while chat is not allowed: chat tells the same otherwise.</summary>
    public bool IsInPlaceOfChat { get; init; }
}
