namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>Keeps the tokens of the sign-in, encrypted, for this and other processes of the same data directory.</summary>
public interface ITwitchTokenStore
{
    /// <summary>The stored tokens; null when there are none.</summary>
    /// <exception cref="TwitchTokenStoreException">The file cannot be read or decrypted; the message names it and the cure.</exception>
    ValueTask<TwitchTokens?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Stores tokens: when this returns they are on disk, and the old ones are gone. Never half written.</summary>
    ValueTask WriteAsync(TwitchTokens tokens, CancellationToken cancellationToken);

    /// <summary>Forgets the tokens.</summary>
    ValueTask DeleteAsync(CancellationToken cancellationToken);

    /// <summary>Takes the right to renew, over all processes: a refresh token may be used once only. Read the tokens again after it was given.</summary>
    /// <returns>Dispose of it to let the next one renew.</returns>
    ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken);
}
