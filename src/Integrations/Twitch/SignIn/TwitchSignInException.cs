namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>The sign-in cannot be done.</summary>
/// <param name="message">Why, and what to do; holds no secret.</param>
public sealed class TwitchSignInException(string message) : Exception(message);
