namespace IShowTts.Integrations.Twitch;

/// <summary>Gives the credentials of the account that reads chat. Asked anew before every attempt to connect, so a renewed token is used at once.</summary>
public interface ITwitchTokenSource
{
    /// <summary>The credentials that are good now; null to read anonymously.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<TwitchCredentials?> GetAsync(CancellationToken cancellationToken);

    /// <summary>Told that Twitch refused credentials that were given.</summary>
    /// <param name="refused">The credentials.</param>
    /// <param name="reason">What Twitch said.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether asking again can help, with others or with nobody's; false when a person must set new ones.</returns>
    ValueTask<bool> RefusedAsync(TwitchCredentials refused, string reason, CancellationToken cancellationToken) => ValueTask.FromResult(false);
}
