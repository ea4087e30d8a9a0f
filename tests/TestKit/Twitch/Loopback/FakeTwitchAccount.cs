using IShowTts.Integrations.Twitch.SignIn;

namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>An account that is signed in, renewed and signed out as the test says; its tokens are good at a <see cref="LoopbackTwitch"/>.</summary>
/// <param name="twitch">Where its tokens are good.</param>
public sealed class FakeTwitchAccount(LoopbackTwitch twitch) : ITwitchAccount
{
    /// <summary>Every scope that there is.</summary>
    public static readonly string[] AllScopes =
    [
        TwitchScopes.ReadChat, TwitchScopes.WriteChat, TwitchScopes.ManageRedemptions, TwitchScopes.ReadBits, TwitchScopes.ReadSubscriptions,
        TwitchScopes.ReadFollowers, TwitchScopes.ReadHypeTrain, TwitchScopes.ReadCharity, TwitchScopes.Moderate, TwitchScopes.ManageAutoMod,
    ];

    private readonly Lock gate = new();
    private TwitchAccess? access;

    /// <inheritdoc/>
    public event Action? Changed;

    /// <summary>Renewals that were asked for.</summary>
    public int Renewals { get; private set; }

    /// <summary>Whether a renewal gives no new token: a person must sign in again.</summary>
    public bool CannotRenew { get; set; }

    /// <inheritdoc/>
    public TwitchAccountState State { get; private set; } = TwitchAccountState.SignedOut;

    /// <inheritdoc/>
    public TwitchSession? Session => access?.Session;

    /// <inheritdoc/>
    public string Trouble => State == TwitchAccountState.SignedIn ? "" : State == TwitchAccountState.WrongAccount ? "Signed in as somebody else. Run `ishowtts twitch login`." : "Nobody is signed in. Run `ishowtts twitch login`.";

    /// <summary>Signs in.</summary>
    /// <param name="scopes">What the token allows; null for everything.</param>
    /// <param name="userId">Who; another than the broadcaster is the wrong account.</param>
    /// <param name="login">Who.</param>
    public FakeTwitchAccount SignIn(string[]? scopes = null, string userId = LoopbackTwitch.BroadcasterId, string login = LoopbackTwitch.BroadcasterLogin)
    {
        lock (gate)
        {
            var session = new TwitchSession(LoopbackTwitch.ClientId, userId, login, [.. (scopes ?? AllScopes).Order(StringComparer.Ordinal)], DateTimeOffset.MaxValue);
            access = Make(session);
            State = userId == LoopbackTwitch.BroadcasterId ? TwitchAccountState.SignedIn : TwitchAccountState.WrongAccount;
        }

        Changed?.Invoke();
        return this;
    }

    /// <summary>Signs out.</summary>
    public void SignOut(TwitchAccountState state = TwitchAccountState.SignedOut)
    {
        lock (gate)
        {
            if (access is not null) twitch.SignIn.Refuse(access.Token);
            access = null;
            State = state;
        }

        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public ValueTask<TwitchAccess?> GetAsync(CancellationToken cancellationToken)
    {
        lock (gate) return ValueTask.FromResult(access);
    }

    /// <inheritdoc/>
    public ValueTask<TwitchAccess?> RenewAsync(TwitchAccess refused, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            Renewals++;
            if (access is null || access.Token != refused.Token) return ValueTask.FromResult(access);
            if (!CannotRenew) return ValueTask.FromResult<TwitchAccess?>(access = Make(access.Session));
        }

        SignOut(TwitchAccountState.SignInAgain);
        return default;
    }

    private TwitchAccess Make(TwitchSession session)
    {
        var token = twitch.SignIn.Grant(session.UserId, session.Login, string.Join(' ', session.Scopes));
        return new TwitchAccess(session, token.AccessToken);
    }
}
