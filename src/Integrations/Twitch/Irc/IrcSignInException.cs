namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>Twitch does not accept the token; trying again with the same one cannot help.</summary>
internal sealed class IrcSignInException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What Twitch said.</param>
    public IrcSignInException(string message)
        : base(message)
    {
    }
}
