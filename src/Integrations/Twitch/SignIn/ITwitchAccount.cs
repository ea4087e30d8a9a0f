namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>The Twitch account that the worker acts as. Thread safe; renews its token by itself.</summary>
public interface ITwitchAccount
{
    /// <summary>How the sign-in is.</summary>
    TwitchAccountState State { get; }

    /// <summary>Who is signed in; null when nobody is.</summary>
    TwitchSession? Session { get; }

    /// <summary>One sentence for people: why it is not signed in, and the command that cures it; empty when all is well.</summary>
    string Trouble { get; }

    /// <summary>Told after <see cref="State"/> or <see cref="Session"/> changed, on any thread.</summary>
    event Action? Changed;

    /// <summary>A token that is good for at least a minute; renewed first when it is not. Ask anew for every attempt to connect and every call.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null when nobody is signed in, or a person must sign in again.</returns>
    /// <exception cref="HttpRequestException">It must be renewed and the server cannot be reached; the old pair is kept.</exception>
    ValueTask<TwitchAccess?> GetAsync(CancellationToken cancellationToken);

    /// <summary>Gives another token after a server answered 401. Many callers at once cause one renewal; a token that was renewed meanwhile is given as it is.</summary>
    /// <param name="refused">The access that was refused.</param>
    /// <param name="cancellationToken">Ends the wait; a renewal that was sent is finished and stored all the same.</param>
    /// <returns>Null when a person must sign in again.</returns>
    /// <exception cref="HttpRequestException">The server cannot be reached; the old pair is kept.</exception>
    ValueTask<TwitchAccess?> RenewAsync(TwitchAccess refused, CancellationToken cancellationToken);
}
