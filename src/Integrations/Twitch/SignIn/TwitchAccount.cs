using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>The account of the stored tokens. The store is the truth: it is read for every answer, so what another process stored counts at once.</summary>
/// <remarks>
/// A refresh token is good once. It is sent only by who holds the store's lock, after reading the store under it, and the new pair is stored before anybody gets it.
/// What remains: the worker or the line dies after Twitch spent the token and before the pair is stored. No order of steps closes that gap; the next renewal is
/// refused then, the state is <see cref="TwitchAccountState.SignInAgain"/>, and a person signs in. An empty refresh token in the store marks such a dead sign-in,
/// so that it is not sent again by anybody. It is set when a renewal is refused, or when a pair that was just renewed is refused twice, never for one refusal alone.
/// </remarks>
public sealed class TwitchAccount : ITwitchAccount, IAsyncDisposable
{
    /// <summary>A token is renewed when it ends sooner than this.</summary>
    private static readonly TimeSpan s_renewAhead = TimeSpan.FromMinutes(5);

    /// <summary>A token that ends sooner than this is not given out.</summary>
    private static readonly TimeSpan s_leastLife = TimeSpan.FromMinutes(1);

    /// <summary>Wait after a renewal ahead of time that failed.</summary>
    private static readonly TimeSpan s_notAgainFor = TimeSpan.FromSeconds(30);

    private readonly ITwitchTokenStore _store;
    private readonly TwitchIdClient _client;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly string _channel;
    private readonly SemaphoreSlim _reading = new(1);
    private volatile AccountView _view = AccountView.SignedOut;
    private volatile Task _running = Task.CompletedTask;

    // A token that was just renewed and refused all the same; empty for none.
    private volatile string _doubted = "";

    // Both under the store's lock.
    private (string Spent, TwitchTokens Fresh)? _unstored;
    private string _dead = "";
    private long _notAgainUntil;

    /// <summary>Makes one that has not read the store.</summary>
    /// <param name="store">Keeps the tokens.</param>
    /// <param name="client">Asks Twitch.</param>
    /// <param name="options">The section <c>Twitch</c>.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">The log.</param>
    internal TwitchAccount(ITwitchTokenStore store, TwitchIdClient client, IOptions<TwitchOptions> options, TimeProvider clock, ILogger<TwitchAccount> logger)
    {
        (_store, _client, _clock, _logger) = (store, client, clock, logger);
        TwitchLogin.TryRead(options.Value.Channel, out _channel);
    }

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public TwitchAccountState State => _view.State;

    /// <inheritdoc/>
    public TwitchSession? Session => _view.Session;

    /// <inheritdoc/>
    public string Trouble => _view.Trouble;

    /// <inheritdoc/>
    public async ValueTask<TwitchAccess?> GetAsync(CancellationToken cancellationToken)
    {
        if (await ReadAsync(cancellationToken) is not { } tokens || AccessOf(tokens) is not { } access) return null;

        var left = access.Session.ExpiresAt - _clock.GetUtcNow();
        if (left > s_renewAhead || (left > s_leastLife && _clock.GetUtcNow().UtcTicks < Volatile.Read(ref _notAgainUntil))) return access;
        try
        {
            return await RenewAsync(access, cancellationToken);
        }
        catch (HttpRequestException) when (left > s_leastLife)
        {
            // It was logged, the token is still good, and this was ahead of time.
            Volatile.Write(ref _notAgainUntil, (_clock.GetUtcNow() + s_notAgainFor).UtcTicks);
            return access;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<TwitchAccess?> RenewAsync(TwitchAccess refused, CancellationToken cancellationToken)
    {
        IAsyncDisposable hold;
        try
        {
            hold = await _store.LockAsync(cancellationToken);
        }
        catch (TwitchTokenStoreException exception)
        {
            Tell(AccountView.Unusable(exception.Message));
            return null;
        }

        // From here on it is not cancelled: a pair that Twitch gave is stored, whoever still waits for it.
        var work = RenewHoldingAsync(hold, refused.Token);
        _running = work;
        return await work.WaitAsync(cancellationToken);
    }

    /// <summary>Reads the store again: another process may have signed in, renewed or signed out.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask RereadAsync(CancellationToken cancellationToken) => await ReadAsync(cancellationToken);

    /// <summary>Asks Twitch whether the token is good and whose it is; renews it once when it is not. Twitch wants this at the start and every hour.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when Twitch refused a token that it had just given: nothing changed, and it is to be asked again soon. Refused then too, a person must sign in.</returns>
    /// <exception cref="HttpRequestException">Twitch cannot be reached; nothing changed.</exception>
    public async ValueTask<bool> ValidateAsync(CancellationToken cancellationToken)
    {
        if (await GetAsync(cancellationToken) is not { } access) return true;

        var owner = await _client.ValidateAsync(access.Token, cancellationToken);
        if (owner is null && access.Token != _doubted)
        {
            if (await RenewAsync(access, cancellationToken) is not { } renewed)
            {
                _doubted = "";
                return true;
            }

            access = renewed;
            owner = await _client.ValidateAsync(access.Token, cancellationToken);
            if (owner is null && _doubted.Length == 0)
            {
                _doubted = access.Token;
                Log.Doubted(_logger, access.Session.Login);
                return false;
            }
        }

        _doubted = "";
        if (owner is null || !owner.Agrees(access.Session)) await CorrectAsync(access, owner, cancellationToken);
        return true;
    }

    /// <summary>Waits for a renewal that goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _reading.Dispose();
    }

    private static TwitchAccess? AccessOf(TwitchTokens? tokens) =>
        tokens is not null && AccountView.IsAlive(tokens) ? new TwitchAccess(tokens.Session, tokens.AccessToken) : null;

    private async Task<TwitchAccess?> RenewHoldingAsync(IAsyncDisposable hold, string refused)
    {
        await using (hold)
        {
            try
            {
                if (_unstored is { } kept && (await _store.ReadAsync(CancellationToken.None))?.RefreshToken == kept.Spent)
                    await _store.WriteAsync(kept.Fresh, CancellationToken.None);
                _unstored = null;
                var tokens = await ReadAsync(CancellationToken.None);
                if (tokens is null || !AccountView.IsAlive(tokens) || tokens.AccessToken != refused) return AccessOf(tokens);
                return await SpendAsync(tokens);
            }
            catch (TwitchTokenStoreException exception)
            {
                Tell(AccountView.Unusable(exception.Message));
                return null;
            }
        }
    }

    /// <summary>Renews a pair; the store's lock is held.</summary>
    private async Task<TwitchAccess?> SpendAsync(TwitchTokens tokens)
    {
        TokenGrant? grant;
        try
        {
            grant = await _client.RenewAsync(tokens.Session.ClientId, tokens.RefreshToken, CancellationToken.None);
        }
        catch (HttpRequestException exception)
        {
            Log.NotRenewed(_logger, tokens.Session.Login, exception.Message);
            throw;
        }

        if (grant is null)
        {
            _dead = tokens.RefreshToken;
            await _store.WriteAsync(tokens with { RefreshToken = "" }, CancellationToken.None);
            await ReadAsync(CancellationToken.None);
            return null;
        }

        var session = tokens.Session with { ExpiresAt = grant.ExpiresAt, Scopes = grant.Scopes.IsEmpty ? tokens.Session.Scopes : grant.Scopes };
        var fresh = new TwitchTokens(session, grant.AccessToken, grant.RefreshToken);
        _unstored = (tokens.RefreshToken, fresh);
        await _store.WriteAsync(fresh, CancellationToken.None);
        _unstored = null;
        Log.Renewed(_logger, session.Login, session.ExpiresAt);
        return AccessOf(await ReadAsync(CancellationToken.None));
    }

    /// <summary>Stores what Twitch says of a token (null: it is dead), if it is still the stored one.</summary>
    private async Task CorrectAsync(TwitchAccess access, TokenOwner? owner, CancellationToken cancellationToken)
    {
        try
        {
            await using var hold = await _store.LockAsync(cancellationToken);
            if (await _store.ReadAsync(cancellationToken) is not { } tokens || tokens.AccessToken != access.Token) return;
            var corrected = owner is null ? tokens with { RefreshToken = "" } : tokens with { Session = owner.ToSession() };
            await _store.WriteAsync(corrected, CancellationToken.None);
        }
        catch (TwitchTokenStoreException exception)
        {
            Tell(AccountView.Unusable(exception.Message));
            return;
        }

        await ReadAsync(cancellationToken);
    }

    /// <summary>Reads the store and tells what it means; one at a time, so that an older reading never hides a newer one.</summary>
    private async ValueTask<TwitchTokens?> ReadAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            var tokens = await _store.ReadAsync(cancellationToken);
            // A dead pair whose mark could not be stored is dead all the same.
            if (tokens is not null && tokens.RefreshToken == _dead) tokens = tokens with { RefreshToken = "" };
            Tell(AccountView.Of(tokens, _channel));
            return tokens;
        }
        catch (TwitchTokenStoreException exception)
        {
            Tell(AccountView.Unusable(exception.Message));
            return null;
        }
        finally
        {
            _reading.Release();
        }
    }

    private void Tell(AccountView view)
    {
        var before = _view;
        if (before == view) return;
        _view = view;
        if (view.State is TwitchAccountState.SignInAgain or TwitchAccountState.WrongAccount && view.Trouble != before.Trouble) Log.Trouble(_logger, view.Trouble);
        else if (view.State == TwitchAccountState.SignedOut) Log.SignedOut(_logger);
        else if (view.State != before.State || view.Session?.Login != before.Session?.Login) Log.SignedIn(_logger, view.Session?.Login ?? "");
        Changed?.Invoke();
    }
}
