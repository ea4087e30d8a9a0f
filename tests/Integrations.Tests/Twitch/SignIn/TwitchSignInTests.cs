using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.TestKit;
using IShowTts.TestKit.Twitch.Loopback;

namespace IShowTts.Integrations.Tests.Twitch.SignIn;

public sealed class TwitchSignInTests
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task SignIn_Confirmed_StoresThePairAndSaysWho()
    {
        await using var bench = await SignInBench.StartAsync(new JumpingClock(s_start));
        var signIn = bench.MakeSignIn();
        List<TimeSpan> left = [];

        var code = await signIn.StartAsync([TwitchFeatures.Bits, TwitchFeatures.Chat], bench.Limit);
        var session = await signIn.WaitAsync(code, Tell, null, bench.Limit);

        void Tell(TimeSpan span)
        {
            left.Add(span);
            if (left.Count == 3) bench.Twitch.SignIn.Approve();
        }

        code.Address.Host.ShouldBe("www.twitch.tv");
        code.Address.Query.ShouldContain(code.UserCode);
        left.Select(span => span.TotalSeconds).ShouldBe([1795, 1790, 1785]);
        (session.Login, session.UserId).ShouldBe((LoopbackTwitch.BroadcasterLogin, LoopbackTwitch.BroadcasterId));
        session.Scopes.ShouldBe(["bits:read", "user:read:chat"]);
        bench.Twitch.SignIn.AskedScopes.ShouldBe(["bits:read", "user:read:chat"]);
        bench.Store.Now.ShouldNotBeNull().AccessToken.ShouldBe(bench.Twitch.SignIn.Newest!.AccessToken);
        bench.Twitch.SignIn.TooFast.ShouldBe(0);
    }

    [Fact]
    public async Task SignIn_TwitchSaysSlowDown_AsksFiveSecondsLessOften()
    {
        var clock = new JumpingClock(s_start);
        await using var bench = await SignInBench.StartAsync(clock);
        bench.Twitch.SignIn.SlowDowns = 2;
        bench.Twitch.SignIn.Approve();
        var signIn = bench.MakeSignIn();
        List<double> asked = [];

        await signIn.WaitAsync(await signIn.StartAsync(TwitchFeatures.All, bench.Limit), _ => asked.Add((clock.GetUtcNow() - s_start).TotalSeconds), null, bench.Limit);

        asked.ShouldBe([5, 15, 30]);
    }

    [Fact]
    public async Task SignIn_Refused_SaysSoAndStoresNothing()
    {
        await using var bench = await SignInBench.StartAsync(new JumpingClock(s_start));
        bench.Twitch.SignIn.Deny();
        var signIn = bench.MakeSignIn();
        var code = await signIn.StartAsync(TwitchFeatures.All, bench.Limit);

        (await Should.ThrowAsync<TwitchSignInException>(signIn.WaitAsync(code, null, null, bench.Limit))).Message.ShouldContain("refused");
        bench.Store.Written.ShouldBeEmpty();
    }

    [Fact]
    public async Task SignIn_NobodyConfirms_EndsWithTheCode()
    {
        await using var bench = await SignInBench.StartAsync(new JumpingClock(s_start));
        bench.Twitch.SignIn.CodeLifetime = TimeSpan.FromSeconds(60);
        var signIn = bench.MakeSignIn();
        var code = await signIn.StartAsync(TwitchFeatures.All, bench.Limit);

        (await Should.ThrowAsync<TwitchSignInException>(signIn.WaitAsync(code, null, null, bench.Limit))).Message.ShouldContain(code.UserCode);
        bench.Twitch.Faults.Calls.Count(call => call == "POST /oauth2/token").ShouldBe(11);
    }

    [Fact]
    public async Task SignIn_LineCutForAMoment_GoesOn()
    {
        await using var bench = await SignInBench.StartAsync(new JumpingClock(s_start));
        bench.Twitch.Faults.Cut("/oauth2/token").Answer("/oauth2/token", 503).Answer("/oauth2/token", 429);
        bench.Twitch.SignIn.Approve();
        var signIn = bench.MakeSignIn();

        var session = await signIn.WaitAsync(await signIn.StartAsync(TwitchFeatures.All, bench.Limit), null, null, bench.Limit);

        session.Login.ShouldBe(LoopbackTwitch.BroadcasterLogin);
    }

    [Fact]
    public async Task SignIn_ConfirmedButTwitchIsAwayThen_AsksUntilItAnswersAndStores()
    {
        await using var bench = await SignInBench.StartAsync(new JumpingClock(s_start));
        bench.Twitch.SignIn.Approve();
        // Each question is tried three times.
        for (var fault = 0; fault < 12; fault++) bench.Twitch.Faults.Answer("/oauth2/validate", 503);
        bench.Twitch.Faults.Answer("/oauth2/validate", 401);
        var signIn = bench.MakeSignIn();
        List<string> delays = [];

        var session = await signIn.WaitAsync(await signIn.StartAsync(TwitchFeatures.All, bench.Limit), null, delays.Add, bench.Limit);

        session.Login.ShouldBe(LoopbackTwitch.BroadcasterLogin);
        delays.Count.ShouldBe(5);
        bench.Store.Now.ShouldNotBeNull().RefreshToken.ShouldBe(bench.Twitch.SignIn.Newest!.RefreshToken);
        string.Join('\n', delays).ShouldNotContain(bench.Store.Now.AccessToken);
    }

    [Fact]
    public async Task SignIn_ConfirmedButTwitchStaysAway_EndsWithTheCode()
    {
        await using var bench = await SignInBench.StartAsync(new JumpingClock(s_start));
        bench.Twitch.SignIn.CodeLifetime = TimeSpan.FromSeconds(60);
        bench.Twitch.SignIn.Approve();
        bench.Twitch.Faults.Rule = static async context =>
        {
            if (context.Request.Path != "/oauth2/validate") return false;
            await LoopbackAnswer.ErrorAsync(context, 503, "Fault", "a fault of the test");
            return true;
        };
        var signIn = bench.MakeSignIn();
        var code = await signIn.StartAsync(TwitchFeatures.All, bench.Limit);
        List<string> delays = [];

        (await Should.ThrowAsync<TwitchSignInException>(signIn.WaitAsync(code, null, delays.Add, bench.Limit))).Message.ShouldContain("ishowtts twitch login");
        delays.Count.ShouldBe(10);
        bench.Store.Written.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_NoClientId_NamesTheKey()
    {
        await using var bench = await SignInBench.StartAsync();
        bench.Options.ClientId = "";

        (await Should.ThrowAsync<TwitchSignInException>(bench.MakeSignIn().StartAsync(TwitchFeatures.All, bench.Limit))).Message.ShouldContain("Twitch:ClientId");
    }

    [Fact]
    public async Task Start_ForeignClientId_NamesTheKey()
    {
        await using var bench = await SignInBench.StartAsync();
        bench.Options.ClientId = "somebodyelse";

        (await Should.ThrowAsync<TwitchSignInException>(bench.MakeSignIn().StartAsync(TwitchFeatures.All, bench.Limit))).Message.ShouldContain("Twitch:ClientId");
    }

    [Theory]
    [InlineData("""{"device_code":"d","expires_in":1800,"interval":5,"user_code":"AB\u001b[2J","verification_uri":"https://www.twitch.tv/activate"}""")]
    [InlineData("""{"device_code":"d","expires_in":1800,"interval":5,"user_code":"ABC","verification_uri":"javascript:alert(1)"}""")]
    [InlineData("""{"device_code":"d\r\nX: y","expires_in":1800,"interval":5,"user_code":"ABC","verification_uri":"https://www.twitch.tv/activate"}""")]
    [InlineData("""{"device_code":null,"expires_in":"x"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("secretsecret")]
    public async Task Start_HostileAnswer_IsRefusedWithoutShowingIt(string body)
    {
        await using var bench = await SignInBench.StartAsync();
        bench.Twitch.Faults.Next("/oauth2/device", async context =>
        {
            await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(body));
            return true;
        });

        var error = await Should.ThrowAsync<HttpRequestException>(bench.MakeSignIn().StartAsync(TwitchFeatures.All, bench.Limit));

        error.ToString().ShouldNotContain("secretsecret");
        error.Message.ShouldContain("cannot be understood");
    }

    [Fact]
    public async Task SignOut_SignedIn_RevokesAndForgets()
    {
        await using var bench = await SignInBench.StartAsync();
        var pair = await bench.GrantAsync();

        var done = await bench.MakeSignIn().SignOutAsync(bench.Limit);

        (done.Session.ShouldNotBeNull().Login, done.Trouble).ShouldBe((LoopbackTwitch.BroadcasterLogin, ""));
        bench.Store.Now.ShouldBeNull();
        bench.Twitch.SignIn.IsGood(pair.AccessToken).ShouldBeFalse();
        bench.Twitch.SignIn.IsRenewable(pair.RefreshToken).ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignOut_TwitchAwayOrFileDamaged_ForgetsAllTheSame(bool isAway)
    {
        await using var bench = await SignInBench.StartAsync();
        await bench.GrantAsync();
        if (isAway) bench.Twitch.Faults.Rule = static context =>
        {
            context.Abort();
            return Task.FromResult(true);
        };
        else bench.Store.ReadFault = new TwitchTokenStoreException("the file is damaged");

        var done = await bench.MakeSignIn().SignOutAsync(bench.Limit);

        done.Trouble.ShouldNotBeEmpty();
        bench.Store.Now.ShouldBeNull();
    }

    [Fact]
    public void Features_AllOfThem_HaveNamesAndScopesOfTheirOwn()
    {
        TwitchFeatures.All.Select(feature => feature.Name).ShouldBeUnique();
        TwitchFeatures.All.ShouldAllBe(feature => feature.Scopes.Length > 0 && feature.Gives.Length > 0);
        var session = new TwitchSession("c", "1", "a", ["bits:read", "chat:read"], default);
        TwitchFeatures.Missing(session, [TwitchFeatures.Bits, TwitchFeatures.Irc, TwitchFeatures.Chat]).ShouldBe([TwitchFeatures.Irc, TwitchFeatures.Chat]);
        TwitchFeatures.ScopesOf([TwitchFeatures.Irc, TwitchFeatures.Irc, TwitchFeatures.Bits]).ShouldBe(["bits:read", "chat:edit", "chat:read"]);
    }
}
