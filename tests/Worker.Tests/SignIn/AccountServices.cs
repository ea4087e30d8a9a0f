using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.TestKit;
using IShowTts.TestKit.Twitch.Loopback;
using IShowTts.Worker.Cli.Twitch;
using IShowTts.Worker.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IShowTts.Worker.Tests.SignIn;

/// <summary>The account of a data directory as one process has it, with a loopback Twitch.</summary>
internal sealed class AccountServices : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public AccountServices(string dataDirectory, LoopbackTwitch? twitch = null, TimeProvider? clock = null, params (string Key, string Value)[] settings)
    {
        Directory = new DataDirectory(dataDirectory);
        var values = new Dictionary<string, string?>(twitch?.Configuration ?? new Dictionary<string, string?>());
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        services.AddLogging(logging => logging.AddProvider(Logs)).AddSingleton<IConfiguration>(configuration).AddSingleton(Directory).AddSingleton(clock ?? TimeProvider.System);
        TwitchCommand.AddAccount(services, configuration);
        _services = services.BuildServiceProvider();
    }

    public DataDirectory Directory { get; }

    public CollectedLogs Logs { get; } = new();

    public TwitchAccount Account => Get<TwitchAccount>();

    public ITwitchTokenStore Store => Get<ITwitchTokenStore>();

    public ITwitchFeatureChoice Choice => Get<ITwitchFeatureChoice>();

    public static TwitchTokens Tokens(LoopbackToken token) => new(
        new TwitchSession(LoopbackTwitch.ClientId, token.UserId, token.Login, [.. token.Scopes.Order(StringComparer.Ordinal)], token.ExpiresAt),
        token.AccessToken,
        token.RefreshToken);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();
}
