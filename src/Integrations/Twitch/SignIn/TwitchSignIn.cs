using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>Signs an account in and out (device code flow, RFC 8628). One sign-in at a time.</summary>
public sealed class TwitchSignIn
{
    private readonly ITwitchTokenStore _store;
    private readonly TwitchIdClient _client;
    private readonly TwitchOptions _options;
    private readonly TimeProvider _clock;

    /// <summary>Makes one.</summary>
    /// <param name="store">Keeps the tokens.</param>
    /// <param name="client">Asks Twitch.</param>
    /// <param name="options">The section <c>Twitch</c>.</param>
    /// <param name="clock">The clock.</param>
    internal TwitchSignIn(ITwitchTokenStore store, TwitchIdClient client, IOptions<TwitchOptions> options, TimeProvider clock) =>
        (_store, _client, _options, _clock) = (store, client, options.Value, clock);

    /// <summary>Begins a sign-in.</summary>
    /// <param name="features">What it shall give; no other right is asked for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The code that a person confirms.</returns>
    /// <exception cref="TwitchSignInException">There is no client id, or Twitch does not know it.</exception>
    /// <exception cref="HttpRequestException">Twitch cannot be reached.</exception>
    public async Task<TwitchDeviceCode> StartAsync(IEnumerable<TwitchFeature> features, CancellationToken cancellationToken)
    {
        if (_options.ClientId.Length == 0)
            throw new TwitchSignInException("Twitch:ClientId is empty. Register an application at dev.twitch.tv/console/apps (client type Public, category Chat Bot) and set its client id; docs/twitch.md tells how.");
        return await _client.StartAsync(_options.ClientId, TwitchFeatures.ScopesOf(features), cancellationToken);
    }

    /// <summary>Waits until the person has confirmed, then stores the tokens.</summary>
    /// <param name="code">From <see cref="StartAsync"/>.</param>
    /// <param name="asked">Told before each question, with the time that is left; null for nobody.</param>
    /// <param name="delayed">Told each time that the person has confirmed but Twitch cannot be asked whose the tokens are, with the reason; it is asked again. Null for nobody.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Who is signed in.</returns>
    /// <exception cref="TwitchSignInException">The person said no, or took too long; or Twitch could not be asked until the code's end whose the tokens are.</exception>
    /// <exception cref="TwitchTokenStoreException">They cannot be stored.</exception>
    public async Task<TwitchSession> WaitAsync(TwitchDeviceCode code, Action<TimeSpan>? asked, Action<string>? delayed, CancellationToken cancellationToken)
    {
        var grant = await PollAsync(code, asked, cancellationToken);
        var owner = await OwnerAsync(code, grant, delayed, cancellationToken);
        await using var hold = await _store.LockAsync(cancellationToken);
        await _store.WriteAsync(new TwitchTokens(owner.ToSession(), grant.AccessToken, grant.RefreshToken), cancellationToken);
        return owner.ToSession();
    }

    /// <summary>Gives the token back to Twitch and forgets it. It is forgotten too when Twitch cannot be reached or the file cannot be read.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<TwitchSignOut> SignOutAsync(CancellationToken cancellationToken)
    {
        await using var hold = await _store.LockAsync(cancellationToken);
        TwitchTokens? tokens = null;
        var trouble = "";
        try
        {
            tokens = await _store.ReadAsync(cancellationToken);
            if (tokens is not null) await _client.RevokeAsync(tokens.Session.ClientId, tokens.AccessToken, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TwitchTokenStoreException)
        {
            trouble = exception.Message;
        }

        await _store.DeleteAsync(cancellationToken);
        return new TwitchSignOut(tokens?.Session, trouble);
    }

    private async Task<TokenGrant> PollAsync(TwitchDeviceCode code, Action<TimeSpan>? asked, CancellationToken cancellationToken)
    {
        var interval = code.Interval;
        while (true)
        {
            await Task.Delay(interval, _clock, cancellationToken);
            var left = code.ExpiresAt - _clock.GetUtcNow();
            if (left <= TimeSpan.Zero) throw new TwitchSignInException($"Nobody confirmed code {code.UserCode} in time. Try again: {AccountView.LoginCommand}");
            asked?.Invoke(left);
            var poll = await AskAsync(code, cancellationToken);
            switch (poll.State)
            {
                case DevicePollState.Granted:
                    return poll.Grant!;
                case DevicePollState.SlowDown:
                    interval += TimeSpan.FromSeconds(5);
                    break;
                case DevicePollState.Denied:
                    throw new TwitchSignInException($"The sign-in was refused on Twitch's page. Try again: {AccountView.LoginCommand}");
                case DevicePollState.Ended:
                    throw new TwitchSignInException($"Code {code.UserCode} is not good any more. Try again: {AccountView.LoginCommand}");
                default:
                    break;
            }
        }
    }

    /// <summary>Asks once; a network that is away for a moment is no reason to give up before the code ends.</summary>
    private async Task<DevicePoll> AskAsync(TwitchDeviceCode code, CancellationToken cancellationToken)
    {
        try
        {
            return await _client.PollAsync(_options.ClientId, code, cancellationToken);
        }
        catch (HttpRequestException)
        {
            return new DevicePoll(DevicePollState.Pending);
        }
    }

    /// <summary>Asks whose the tokens are. Only this answer names the user, so what was granted is not given up before the code ends.</summary>
    private async Task<TokenOwner> OwnerAsync(TwitchDeviceCode code, TokenGrant grant, Action<string>? delayed, CancellationToken cancellationToken)
    {
        var isRefused = false;
        while (true)
        {
            string reason;
            try
            {
                if (await _client.ValidateAsync(grant.AccessToken, cancellationToken) is { } owner) return owner;
                if (isRefused) throw new TwitchSignInException($"Twitch gave a token and does not take it. Try again: {AccountView.LoginCommand}");
                isRefused = true;
                reason = "Twitch does not take the new token yet.";
            }
            catch (HttpRequestException exception)
            {
                reason = exception.Message;
            }

            if (code.ExpiresAt - _clock.GetUtcNow() <= code.Interval)
                throw new TwitchSignInException($"The code was confirmed, but Twitch cannot be asked whose account it is. {reason} When it can be reached: {AccountView.LoginCommand}");
            delayed?.Invoke(reason);
            await Task.Delay(code.Interval, _clock, cancellationToken);
        }
    }
}
