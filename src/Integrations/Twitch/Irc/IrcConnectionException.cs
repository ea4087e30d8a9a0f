namespace IShowTts.Integrations.Twitch.Irc;

/// <summary>The connection to chat could not be made or was lost; trying again may help.</summary>
internal sealed class IrcConnectionException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What happened, for people.</param>
    /// <param name="inner">The cause, when there is one.</param>
    public IrcConnectionException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
