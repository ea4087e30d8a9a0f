namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>How the sign-in is.</summary>
public enum TwitchAccountState
{
    /// <summary>Nobody is signed in.</summary>
    SignedOut,

    /// <summary>A token is there and was good when last looked at.</summary>
    SignedIn,

    /// <summary>A token is there but Twitch takes it no more (expired, revoked, password changed): a person must sign in again.</summary>
    SignInAgain,

    /// <summary>The account is not the broadcaster of <c>Twitch:Channel</c>: points, bits and subscriptions cannot be read.</summary>
    WrongAccount,
}
