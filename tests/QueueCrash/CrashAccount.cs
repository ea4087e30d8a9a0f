using IShowTts.Integrations.Twitch.SignIn;

namespace IShowTts.QueueCrash;

/// <summary>The broadcaster, signed in with a token that stays good.</summary>
internal sealed class CrashAccount(string clientId, string userId, string token) : ITwitchAccount
{
    private readonly TwitchAccess _access = new(
        new TwitchSession(clientId, userId, "streamer", [TwitchScopes.ManageRedemptions], DateTimeOffset.MaxValue), token);

    /// <inheritdoc/>
    public event Action? Changed
    {
        add { }
        remove { }
    }

    /// <inheritdoc/>
    public TwitchAccountState State => TwitchAccountState.SignedIn;

    /// <inheritdoc/>
    public TwitchSession? Session => _access.Session;

    /// <inheritdoc/>
    public string Trouble => "";

    /// <inheritdoc/>
    public ValueTask<TwitchAccess?> GetAsync(CancellationToken cancellationToken) => new(_access);

    /// <inheritdoc/>
    public ValueTask<TwitchAccess?> RenewAsync(TwitchAccess refused, CancellationToken cancellationToken) => new(_access);
}
