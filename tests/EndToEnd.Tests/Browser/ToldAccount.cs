using IShowTts.Integrations.Twitch.SignIn;

namespace IShowTts.EndToEnd.Tests.Browser;

/// <summary>A Twitch account that is as the test says; it has no token.</summary>
internal sealed class ToldAccount(TwitchAccountState state, TwitchSession? session, string trouble) : ITwitchAccount
{
    /// <inheritdoc/>
    public event Action? Changed
    {
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public TwitchAccountState State => state;

    /// <inheritdoc/>
    public TwitchSession? Session => session;

    /// <inheritdoc/>
    public string Trouble => trouble;

    /// <inheritdoc/>
    public ValueTask<TwitchAccess?> GetAsync(CancellationToken cancellationToken) => new((TwitchAccess?)null);

    /// <inheritdoc/>
    public ValueTask<TwitchAccess?> RenewAsync(TwitchAccess refused, CancellationToken cancellationToken) => new((TwitchAccess?)null);
}
