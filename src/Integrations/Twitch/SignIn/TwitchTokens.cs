namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>What is stored of a sign-in. Secrets: not in <see cref="ToString"/>.</summary>
/// <param name="Session">Whose tokens these are.</param>
/// <param name="AccessToken">For calls; about four hours.</param>
/// <param name="RefreshToken">For one renewal; Twitch gives a new one with each.</param>
public sealed record TwitchTokens(TwitchSession Session, string AccessToken, string RefreshToken)
{
    /// <summary>The login only.</summary>
    public override string ToString() => $"tokens of {Session.Login}";
}
