using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Twitch;

/// <summary>The token of the configuration, as it is when it is asked for.</summary>
/// <param name="options">The section <c>Twitch</c>.</param>
internal sealed class ConfiguredTokenSource(IOptionsMonitor<TwitchOptions> options) : ITwitchTokenSource
{
    /// <inheritdoc/>
    public ValueTask<TwitchCredentials?> GetAsync(CancellationToken cancellationToken)
    {
        var now = options.CurrentValue;
        if (now.Token.Length == 0 || !TwitchLogin.TryRead(now.Login, out var login)) return default;
        return ValueTask.FromResult<TwitchCredentials?>(new TwitchCredentials(login, TwitchCredentials.Strip(now.Token)));
    }
}
