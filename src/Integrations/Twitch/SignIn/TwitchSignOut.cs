namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>What became of a sign-out; the tokens are forgotten here in any case.</summary>
/// <param name="Session">Who was signed in; null for nobody, or when it could not be read.</param>
/// <param name="Trouble">Why the token could not be given back to Twitch; empty when it was.</param>
public sealed record TwitchSignOut(TwitchSession? Session, string Trouble);
