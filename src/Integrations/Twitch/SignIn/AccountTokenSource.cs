using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>Credentials for chat over IRC: the signed-in account's when it may read chat, else those of the configuration, else nobody's.</summary>
/// <remarks>For one reader.</remarks>
/// <param name="account">The account.</param>
/// <param name="options">The section <c>Twitch</c>.</param>
/// <param name="logger">The log.</param>
internal sealed class AccountTokenSource(ITwitchAccount account, IOptionsMonitor<TwitchOptions> options, ILogger<AccountTokenSource> logger) : ITwitchTokenSource
{
    private readonly ConfiguredTokenSource _configured = new(options);
    private TwitchAccess? _given;
    private string _renewed = "";
    private string _refused = "";

    /// <inheritdoc/>
    public async ValueTask<TwitchCredentials?> GetAsync(CancellationToken cancellationToken)
    {
        _given = await FindAsync(cancellationToken);
        return _given is { } access
            ? new TwitchCredentials(access.Session.Login, access.Token) { MayWrite = access.Session.Allows(TwitchScopes.IrcEdit) }
            : await _configured.GetAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RefusedAsync(TwitchCredentials refused, string reason, CancellationToken cancellationToken)
    {
        // The configured token is a person's to change.
        if (_given is not { } access || access.Token != refused.Token) return false;

        if (access.Token != _renewed && await RenewAsync(access, cancellationToken) is { } renewed)
        {
            _renewed = renewed.Token;
            return true;
        }

        _refused = access.Token;
        Log.ChatWithoutAccount(logger, access.Session.Login, reason);
        return true;
    }

    private async ValueTask<TwitchAccess?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await account.GetAsync(cancellationToken) is { } access && access.Token != _refused && access.Session.Allows(TwitchScopes.IrcRead)
                && TwitchCredentials.IsToken(access.Token)
                ? access
                : null;
        }
        catch (HttpRequestException exception)
        {
            Log.ChatWithoutAccount(logger, account.Session?.Login ?? "nobody", exception.Message);
            return null;
        }
    }

    private async ValueTask<TwitchAccess?> RenewAsync(TwitchAccess access, CancellationToken cancellationToken)
    {
        try
        {
            return await account.RenewAsync(access, cancellationToken);
        }
        catch (HttpRequestException)
        {
            // The account logged why; chat goes on without it.
            return null;
        }
    }
}
