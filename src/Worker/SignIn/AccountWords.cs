using IShowTts.Integrations.Twitch.SignIn;

namespace IShowTts.Worker.SignIn;

/// <summary>How the sign-in is, in words for alarms, doctor and console.</summary>
internal static class AccountWords
{
    /// <summary>What signs in.</summary>
    public const string Login = "ishowtts twitch login";

    /// <summary>Twitch refused a token that it had just given; nobody knows yet whether it is good.</summary>
    public const string Unclear = "Twitch renewed the sign-in and then refused the new token; it is kept, as this may be a fault of the moment.";

    /// <summary>Features that are on and that the sign-in does not give, for want of a right or because it is not the channel's own account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="choice">What is on.</param>
    public static IReadOnlyList<TwitchFeature> Withheld(ITwitchAccount account, ITwitchFeatureChoice choice) =>
        account.Session is { } session ? [.. choice.On.Where(feature => !Gives(account, session, feature))] : [];

    /// <summary>Whether the sign-in gives a feature.</summary>
    public static bool Gives(ITwitchAccount account, TwitchSession session, TwitchFeature feature) =>
        feature.IsAllowedBy(session) && !(feature.OwnChannelOnly && account.State == TwitchAccountState.WrongAccount);

    /// <summary>What a person should know and do; empty when all is well, or when nobody is signed in, which is a choice.</summary>
    /// <param name="account">The account.</param>
    /// <param name="choice">What is on.</param>
    public static string Alarm(ITwitchAccount account, ITwitchFeatureChoice choice)
    {
        if (account.State is TwitchAccountState.SignInAgain or TwitchAccountState.WrongAccount) return account.Trouble;
        if (account.State == TwitchAccountState.SignedOut || account.Session is not { } session) return "";
        var missing = TwitchFeatures.Missing(session, choice.On);
        return missing.IsEmpty
            ? ""
            : $"Signed in to Twitch as {session.Login} without the right to: {string.Join(", ", missing.Select(static feature => feature.Gives))}. Sign in again: {Login}";
    }
}
