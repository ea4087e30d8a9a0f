namespace IShowTts.Integrations.Twitch;

/// <summary>Gives the credentials of the account that reads chat. Asked anew before every attempt to connect, so a renewed token is used at once.</summary>
public interface ITwitchTokenSource
{
    /// <summary>The credentials that are good now; null to read anonymously.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<TwitchCredentials?> GetAsync(CancellationToken cancellationToken);
}
