using IShowTts.Integrations.Twitch;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.TestKit;
using IShowTts.TestKit.Twitch;
using IShowTts.TestKit.Twitch.Loopback;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Integrations.Tests.Twitch.SignIn;

/// <summary>A loopback Twitch and a program's side of the sign-in, on one clock that the test moves; the limit of the whole test is real time.</summary>
internal sealed class SignInBench : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly List<TwitchAccount> _accounts = [];
    private readonly List<TwitchIdClient> _clients = [];

    private SignInBench(LoopbackTwitch twitch, FakeTimeProvider clock)
    {
        (Twitch, Clock) = (twitch, clock);
        twitch.SignIn.Clock = clock;
        Options = new TwitchOptions { Channel = LoopbackTwitch.BroadcasterLogin, ClientId = LoopbackTwitch.ClientId, IdUrl = twitch.Address + "/oauth2" };
    }

    public LoopbackTwitch Twitch { get; }

    public FakeTimeProvider Clock { get; }

    public TwitchOptions Options { get; }

    public MemoryTokenStore Store { get; } = new();

    public CollectedLogs Logs { get; } = new();

    public CancellationToken Limit => _limit.Token;

    /// <summary>A token as an account gives it.</summary>
    public static TwitchAccess Access(LoopbackToken token) => new(Tokens(token).Session, token.AccessToken);

    /// <summary>A rule of faults: Twitch is away.</summary>
    public static Task<bool> UnwellAsync(HttpContext context) => AnswerAsync(context, 503, "unwell");

    /// <summary>Answers with an error as Twitch writes it.</summary>
    public static async Task<bool> AnswerAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new { status, message });
        return true;
    }

    public static async Task<SignInBench> StartAsync(FakeTimeProvider? clock = null) =>
        new(await LoopbackTwitch.StartAsync(), clock ?? new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero)));

    /// <summary>An account over the store, as in a process of its own.</summary>
    public TwitchAccount MakeAccount()
    {
        var account = new TwitchAccount(Store, MakeClient(), Microsoft.Extensions.Options.Options.Create(Options), Clock, Logs.Of<TwitchAccount>());
        _accounts.Add(account);
        return account;
    }

    public TwitchSignIn MakeSignIn() => new(Store, MakeClient(), Microsoft.Extensions.Options.Options.Create(Options), Clock);

    public TwitchIdClient MakeClient()
    {
        // No wait between attempts: the clock stands still unless the test moves it.
        var client = new TwitchIdClient(Microsoft.Extensions.Options.Options.Create(Options), Clock, static () => 0.5, TimeSpan.Zero);
        _clients.Add(client);
        return client;
    }

    /// <summary>Stores a pair as a login does.</summary>
    public async Task<LoopbackToken> GrantAsync(string login = LoopbackTwitch.BroadcasterLogin, string? scopes = null)
    {
        var token = Twitch.SignIn.Grant(login: login, scopes: scopes);
        await Store.WriteAsync(Tokens(token), Limit);
        return token;
    }

    public static TwitchTokens Tokens(LoopbackToken token) => new(
        new TwitchSession(LoopbackTwitch.ClientId, token.UserId, token.Login, [.. token.Scopes.Order(StringComparer.Ordinal)], token.ExpiresAt),
        token.AccessToken,
        token.RefreshToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var account in _accounts) await account.DisposeAsync();
        foreach (var client in _clients) client.Dispose();
        await Twitch.DisposeAsync();
        Store.Dispose();
        _limit.Dispose();
    }
}
