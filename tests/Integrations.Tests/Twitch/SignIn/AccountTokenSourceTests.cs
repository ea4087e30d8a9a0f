using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch;
using IShowTts.Integrations.Twitch.Irc;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.TestKit.Twitch;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Tests.Twitch.SignIn;

/// <summary>Chat over IRC with the signed-in account, and without it when it is broken.</summary>
public sealed class AccountTokenSourceTests
{
    [Fact]
    public async Task Get_SignedInWithTheRight_GivesItsLoginAndToken()
    {
        await using var bench = await SignInBench.StartAsync();
        var pair = await bench.GrantAsync(scopes: "chat:read");

        var credentials = await Make(bench).GetAsync(bench.Limit);

        credentials.ShouldBe(new TwitchCredentials("streamer", pair.AccessToken) { MayWrite = false });
    }

    [Theory]
    [InlineData("bits:read", "")]
    [InlineData("bits:read", "configured")]
    [InlineData(null, "configured")]
    public async Task Get_WithoutTheRightOrSignIn_GivesTheConfiguredOneOrNone(string? scopes, string token)
    {
        await using var bench = await SignInBench.StartAsync();
        if (scopes is not null) await bench.GrantAsync(scopes: scopes);
        (bench.Options.Login, bench.Options.Token) = (token.Length > 0 ? "ourbot" : "", token);

        (await Make(bench).GetAsync(bench.Limit))?.Token.ShouldBe(token);
        (await Make(bench).GetAsync(bench.Limit) is null).ShouldBe(token.Length == 0);
    }

    [Fact]
    public async Task Get_CannotBeRenewedNow_ReadsOnWithoutIt()
    {
        await using var bench = await SignInBench.StartAsync();
        await bench.GrantAsync();
        bench.Clock.Advance(TimeSpan.FromHours(5));
        bench.Twitch.Faults.Cut("/oauth2/token");

        (await Make(bench).GetAsync(bench.Limit)).ShouldBeNull();
        bench.Logs.Text.ShouldContain("reading goes on");
    }

    [Fact]
    public async Task Read_SignInRefusedByChat_IsRenewedOnceThenGoesOnAnonymously()
    {
        await using var bench = await SignInBench.StartAsync();
        await using var chat = await LoopbackIrcServer.StartAsync();
        var pair = await bench.GrantAsync();
        using var source = MakeSource(bench, chat);
        await using var events = source.ReadAsync(bench.Limit).GetAsyncEnumerator(bench.Limit);
        var next = events.MoveNextAsync().AsTask();

        var first = await RefuseAsync(chat, bench.Limit);
        var second = await RefuseAsync(chat, bench.Limit);
        var third = await chat.AcceptAndWelcomeAsync(bench.Limit);
        await third.SendChatAsync("m1", "ann", "still here");

        (await next).ShouldBeTrue();
        events.Current.Id.ShouldBe("m1");
        first.ShouldBe($"PASS oauth:{pair.AccessToken}");
        second.ShouldBe($"PASS oauth:{bench.Twitch.SignIn.Newest!.AccessToken}");
        third.Received.ShouldNotContain(line => line.StartsWith("PASS", StringComparison.Ordinal));
        source.Health.State.ShouldBe(SourceState.Connected);
        source.CanWrite.ShouldBeFalse();
        (bench.Twitch.SignIn.Renewals, bench.Twitch.SignIn.DoubleUses).ShouldBe((1, 0));
        bench.Logs.Text.ShouldContain("Twitch: chat does not take the sign-in of streamer");
        bench.Logs.Text.ShouldNotContain(pair.AccessToken);
    }

    [Fact]
    public async Task Read_RightsTakenBack_GoesOnAnonymouslyAndTellsTheCommand()
    {
        await using var bench = await SignInBench.StartAsync();
        await using var chat = await LoopbackIrcServer.StartAsync();
        await bench.GrantAsync();
        var account = bench.MakeAccount();
        using var source = MakeSource(bench, chat, account);
        await using var events = source.ReadAsync(bench.Limit).GetAsyncEnumerator(bench.Limit);
        var next = events.MoveNextAsync().AsTask();
        bench.Twitch.SignIn.RevokeAll();

        await RefuseAsync(chat, bench.Limit);
        var second = await chat.AcceptAndWelcomeAsync(bench.Limit);
        await second.SendChatAsync("m1", "ann", "still here");

        (await next).ShouldBeTrue();
        second.Received.ShouldContain(line => line.StartsWith("NICK justinfan", StringComparison.Ordinal));
        account.State.ShouldBe(TwitchAccountState.SignInAgain);
        account.Trouble.ShouldContain("ishowtts twitch login");
    }

    [Fact]
    public async Task Read_ConfiguredTokenRefused_GivesUpAsBefore()
    {
        await using var bench = await SignInBench.StartAsync();
        await using var chat = await LoopbackIrcServer.StartAsync();
        (bench.Options.Login, bench.Options.Token) = ("ourbot", "configured");
        using var source = MakeSource(bench, chat);
        await using var events = source.ReadAsync(bench.Limit).GetAsyncEnumerator(bench.Limit);
        var next = events.MoveNextAsync().AsTask();

        await RefuseAsync(chat, bench.Limit);

        (await next).ShouldBeFalse();
        source.Health.State.ShouldBe(SourceState.Failed);
        source.Health.Detail.ShouldContain("Twitch:Token");
    }

    private static async Task<string> RefuseAsync(LoopbackIrcServer chat, CancellationToken limit)
    {
        var client = await chat.AcceptAsync(limit);
        var pass = await client.ExpectAsync("PASS", limit);
        await client.ExpectAsync("NICK", limit);
        await client.SendAsync(":tmi.twitch.tv NOTICE * :Login authentication failed");
        return pass;
    }

    private static AccountTokenSource Make(SignInBench bench, TwitchAccount? account = null) =>
        new(account ?? bench.MakeAccount(), new FixedMonitor(bench.Options), bench.Logs.Of<AccountTokenSource>());

    private static TwitchIrcEventSource MakeSource(SignInBench bench, LoopbackIrcServer chat, TwitchAccount? account = null)
    {
        (bench.Options.IrcUrl, bench.Options.ReconnectMinSeconds, bench.Options.ReconnectMaxSeconds) = (chat.Url.ToString(), 0.005, 0.05);
        return new TwitchIrcEventSource(
            Options.Create(bench.Options), Make(bench, account), TimeProvider.System, new Random(7).NextDouble, NullLogger<TwitchIrcEventSource>.Instance);
    }

    private sealed class FixedMonitor(TwitchOptions options) : IOptionsMonitor<TwitchOptions>
    {
        public TwitchOptions CurrentValue => options;

        public TwitchOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<TwitchOptions, string?> listener) => null;
    }
}
