namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>The stored tokens cannot be used.</summary>
/// <param name="message">Names the file and the cure; holds no secret.</param>
/// <param name="inner">What happened.</param>
public sealed class TwitchTokenStoreException(string message, Exception? inner = null) : Exception(message, inner);
