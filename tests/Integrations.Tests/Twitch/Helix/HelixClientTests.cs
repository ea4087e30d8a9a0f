using System.Globalization;
using System.Net;
using IShowTts.Integrations.Twitch;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.TestKit;
using IShowTts.TestKit.Twitch.Loopback;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Tests.Twitch.Helix;

public sealed class HelixClientTests : IAsyncLifetime, IDisposable
{
    private const string Path = "/helix/users";
    private static readonly HelixCall s_get = new(HttpMethod.Get, "users", "look up a user") { Scope = TwitchScopes.ManageRedemptions };
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly List<HelixClient> _made = [];
    private LoopbackTwitch _twitch = null!;
    private FakeTwitchAccount _account = null!;

    public async Task InitializeAsync()
    {
        _twitch = await LoopbackTwitch.StartAsync();
        _account = new FakeTwitchAccount(_twitch).SignIn();
    }

    public async Task DisposeAsync() => await _twitch.DisposeAsync();

    public void Dispose()
    {
        foreach (var client in _made) client.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public async Task Send_GoodToken_GivesTheAnswer() =>
        (await Make().SendAsync(s_get, _limit.Token)).GetProperty("data").GetArrayLength().ShouldBeGreaterThanOrEqualTo(0);

    [Fact]
    public async Task Send_Unauthorized_RenewsOnceAndIsSentAgain()
    {
        _twitch.SignIn.Refuse((await _account.GetAsync(_limit.Token))!.Token);

        await Make().SendAsync(s_get, _limit.Token);

        _account.Renewals.ShouldBe(1);
        Calls().ShouldBe(2);
    }

    [Fact]
    public async Task Send_UnauthorizedTwice_SaysSignInAndHidesTheToken()
    {
        _twitch.Faults.Answer(Path, 401).Answer(Path, 401);
        var token = (await _account.GetAsync(_limit.Token))!.Token;

        var failure = await FailAsync(Make(), s_get);

        failure.Status.ShouldBe(HttpStatusCode.Unauthorized);
        failure.ToString().ShouldContain("ishowtts twitch login");
        failure.ToString().ShouldNotContain(token);
        failure.ToString().ShouldNotContain((await _account.GetAsync(_limit.Token))!.Token);
        Calls().ShouldBe(2);
    }

    [Fact]
    public async Task Send_MissingScope_IsNotRenewedAndNamesTheScope()
    {
        _twitch.Faults.Next(Path, context => AnswerAsync(context, 401, "Missing scope: channel:manage:redemptions"));

        var failure = await FailAsync(Make(), s_get);

        _account.Renewals.ShouldBe(0);
        failure.Message.ShouldContain(TwitchScopes.ManageRedemptions);
    }

    [Fact]
    public async Task Send_Forbidden_TellsWhatWasAskedTwitchsWordsAndTheCure()
    {
        _twitch.Faults.Next(Path, context => AnswerAsync(context, 403, "The broadcaster\u0007 must be\r\npartnered."));

        var failure = await FailAsync(Make(), s_get);

        failure.Status.ShouldBe(HttpStatusCode.Forbidden);
        failure.IsPassing.ShouldBeFalse();
        failure.Message.ShouldStartWith("Twitch did not look up a user: 403 The broadcaster must be partnered. ");
        failure.Message.ShouldContain("ishowtts twitch login");
        Calls().ShouldBe(1);
    }

    [Fact]
    public async Task Send_NobodySignedIn_SaysSoAndSendsNothing()
    {
        _account.SignOut();

        var failure = await FailAsync(Make(), s_get);

        failure.Status.ShouldBeNull();
        failure.Message.ShouldContain("ishowtts twitch login");
        Calls().ShouldBe(0);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Send_ServerErrorAndCut_AreTriedAgain(int status)
    {
        _twitch.Faults.Answer(Path, status).Cut(Path);

        await Make().SendAsync(s_get, _limit.Token);

        Calls().ShouldBe(3);
    }

    [Fact]
    public async Task Send_ServerErrorsWithoutEnd_GiveUpAsPassing()
    {
        for (var i = 0; i < 10; i++) _twitch.Faults.Answer(Path, 502);

        var failure = await FailAsync(Make(), s_get);

        failure.IsPassing.ShouldBeTrue();
        Calls().ShouldBe(4);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_NotRepeatable_IsNotSentAgain(bool isCut)
    {
        if (isCut) _twitch.Faults.Cut(Path);
        else _twitch.Faults.Answer(Path, 500);

        (await FailAsync(Make(), s_get with { IsRepeatable = false })).IsPassing.ShouldBeTrue();

        Calls().ShouldBe(1);
    }

    [Fact]
    public async Task Send_ManyFailures_OpenTheBreakerAndNothingIsSent()
    {
        _twitch.Faults.Rule = context => AnswerAsync(context, 500, "down");
        // The clock moves on only as far as the waits between attempts: the breaker stays open.
        var client = Make(new WatchedClock { Jumps = TimeSpan.FromSeconds(1) });
        for (var i = 0; i < 6; i++) await FailAsync(client, s_get);
        var calls = Calls();

        var failure = await FailAsync(client, s_get);

        Calls().ShouldBe(calls);
        failure.Status.ShouldBeNull();
        failure.Message.ShouldContain("failed several times");
    }

    [Fact]
    public async Task Send_TooManyRequests_WaitsForTheResetOfTheServersClock()
    {
        var clock = new WatchedClock();
        var refused = DateTimeOffset.FromUnixTimeSeconds(1_000_000);
        _twitch.Faults.Answer(
            Path, 429, ("Ratelimit-Remaining", "0"), ("Ratelimit-Reset", (refused.ToUnixTimeSeconds() + 30).ToString(CultureInfo.InvariantCulture)), ("Date", refused.ToString("R")));

        var sending = Make(clock).SendAsync(s_get, _limit.Token).AsTask();
        await clock.Asked(TimeSpan.FromSeconds(30), _limit.Token);
        sending.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(30));

        await sending.WaitAsync(_limit.Token);
        Calls().ShouldBe(2);
    }

    [Fact]
    public async Task Send_OtherLimit_IsToldAtOnce()
    {
        _twitch.Faults.Answer(Path, 429, ("Ratelimit-Remaining", "790"), ("Ratelimit-Reset", "99999999999"));

        (await FailAsync(Make(), s_get)).Status.ShouldBe(HttpStatusCode.TooManyRequests);

        Calls().ShouldBe(1);
    }

    [Fact]
    public async Task Send_NothingLeft_TheNextCallWaits()
    {
        var clock = new WatchedClock();
        var client = Make(clock);
        _twitch.Faults.Next(Path, context =>
        {
            context.Response.Headers["Ratelimit-Remaining"] = "0";
            context.Response.Headers["Ratelimit-Reset"] = "1000012";
            context.Response.Headers.Date = DateTimeOffset.FromUnixTimeSeconds(1_000_000).ToString("R");
            return Task.FromResult(false);
        });
        await client.SendAsync(s_get, _limit.Token);

        var second = client.SendAsync(s_get, _limit.Token).AsTask();
        await clock.Asked(TimeSpan.FromSeconds(12), _limit.Token);
        var room = client.WaitForRoomAsync(_limit.Token).AsTask();
        await clock.Asked(TimeSpan.FromSeconds(12), _limit.Token);
        room.IsCompleted.ShouldBeFalse();
        Calls().ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(12));

        await second.WaitAsync(_limit.Token);
        await room.WaitAsync(_limit.Token);
    }

    [Fact]
    public async Task Send_HugeAnswer_IsRefused()
    {
        _twitch.Faults.Rule = async context =>
        {
            await context.Response.WriteAsync("{\"data\":\"" + new string('x', 3_000_000) + "\"}");
            return true;
        };

        (await FailAsync(Make(), s_get with { IsRepeatable = false })).Message.ShouldContain("too long");
    }

    [Fact]
    public async Task Send_NoJson_IsAnErrorWithoutItsText()
    {
        _twitch.Faults.Rule = async context =>
        {
            await context.Response.WriteAsync("<html>proxy");
            return true;
        };

        var failure = await FailAsync(Make(), s_get);

        failure.Message.ShouldContain("no JSON");
        failure.Message.ShouldNotContain("proxy");
    }

    private static async Task<bool> AnswerAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new { error = "x", status, message });
        return true;
    }

    private async Task<HelixException> FailAsync(HelixClient client, HelixCall call) =>
        await Should.ThrowAsync<HelixException>(async () => await client.SendAsync(call, _limit.Token));

    private int Calls() => _twitch.Faults.Calls.Count(call => call == $"GET {Path}");

    private HelixClient Make(TimeProvider? clock = null)
    {
        var options = new TwitchOptions { HelixUrl = _twitch.Address + "/helix", ReconnectMinSeconds = 0.001 };
        var client = new HelixClient(Options.Create(options), _account, clock ?? TimeProvider.System, static () => 0.5, NullLogger<HelixClient>.Instance);
        _made.Add(client);
        return client;
    }
}
