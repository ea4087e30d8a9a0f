namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>A token that is good now, and whose it is.</summary>
/// <param name="Session">Who is signed in.</param>
/// <param name="Token">OAuth access token, without a prefix. A secret: never logged, and not in <see cref="ToString"/>.</param>
public sealed record TwitchAccess(TwitchSession Session, string Token)
{
    /// <summary>The login only.</summary>
    public override string ToString() => $"access of {Session.Login}";
}
