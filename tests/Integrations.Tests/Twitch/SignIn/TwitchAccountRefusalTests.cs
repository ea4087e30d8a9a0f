using IShowTts.Integrations.Twitch.SignIn;

namespace IShowTts.Integrations.Tests.Twitch.SignIn;

/// <summary>Which answers to a renewal end the sign-in, and which do not.</summary>
public sealed class TwitchAccountRefusalTests
{
    private const string Command = "ishowtts twitch login";
    private const string TokenPath = "/oauth2/token";

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Renew_TwitchUnwellForAMoment_IsTriedAgain(int status)
    {
        await using var bench = await SignInBench.StartAsync();
        await bench.GrantAsync();
        var account = bench.MakeAccount();
        var access = (await account.GetAsync(bench.Limit)).ShouldNotBeNull();
        bench.Twitch.Faults.Answer(TokenPath, status).Answer(TokenPath, status);

        var renewed = await account.RenewAsync(access, bench.Limit);

        renewed.ShouldNotBeNull().Token.ShouldNotBe(access.Token);
        bench.Twitch.SignIn.DoubleUses.ShouldBe(0);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task Renew_AnAnswerThatIsNoRefusal_KeepsThePair(int status)
    {
        await using var bench = await SignInBench.StartAsync();
        var old = await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Twitch.Faults.Answer(TokenPath, status, ("Location", "http://127.0.0.1:1/thief"));

        var error = await Should.ThrowAsync<HttpRequestException>(async () => await account.RenewAsync(SignInBench.Access(old), bench.Limit));

        error.ToString().ShouldNotContain(old.RefreshToken);
        account.State.ShouldBe(TwitchAccountState.SignedIn);
        bench.Store.Now.ShouldNotBeNull().RefreshToken.ShouldBe(old.RefreshToken);
    }

    [Theory]
    [InlineData(400, "missing client id")]
    [InlineData(400, "invalid client")]
    [InlineData(401, "proxy authentication needed")]
    [InlineData(403, "Invalid refresh token")]
    public async Task Renew_ARefusalForAnotherReason_KeepsThePairAndIsTriedAgain(int status, string message)
    {
        await using var bench = await SignInBench.StartAsync();
        var old = await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Twitch.Faults.Next(TokenPath, context => SignInBench.AnswerAsync(context, status, message));

        await Should.ThrowAsync<HttpRequestException>(async () => await account.RenewAsync(SignInBench.Access(old), bench.Limit));

        account.State.ShouldBe(TwitchAccountState.SignedIn);
        bench.Store.Now.ShouldNotBeNull().RefreshToken.ShouldBe(old.RefreshToken);
        (await account.RenewAsync(SignInBench.Access(old), bench.Limit)).ShouldNotBeNull().Token.ShouldNotBe(old.AccessToken);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    public async Task Renew_InvalidRefreshToken_EndsTheSignIn(int status)
    {
        await using var bench = await SignInBench.StartAsync();
        var old = await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Twitch.Faults.Next(TokenPath, context => SignInBench.AnswerAsync(context, status, "Invalid refresh token"));

        (await account.RenewAsync(SignInBench.Access(old), bench.Limit)).ShouldBeNull();

        account.State.ShouldBe(TwitchAccountState.SignInAgain);
    }

    [Fact]
    public async Task Renew_APageOfSomebodyElse_IsNoRefusal()
    {
        await using var bench = await SignInBench.StartAsync();
        var old = await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Twitch.Faults.Next(TokenPath, async context =>
        {
            context.Response.StatusCode = 400;
            await context.Response.Body.WriteAsync("<html>sign in to this hotel's network</html>"u8.ToArray());
            return true;
        });

        await Should.ThrowAsync<HttpRequestException>(async () => await account.RenewAsync(SignInBench.Access(old), bench.Limit));

        bench.Store.Now.ShouldNotBeNull().RefreshToken.ShouldBe(old.RefreshToken);
    }

    [Fact]
    public async Task Renew_RightsTakenBack_AsksForAPersonAndSendsTheTokenToNobodyAgain()
    {
        await using var bench = await SignInBench.StartAsync();
        var old = await bench.GrantAsync();
        var account = bench.MakeAccount();
        var changes = 0;
        account.Changed += () => changes++;
        bench.Twitch.SignIn.RevokeAll();

        (await account.RenewAsync(SignInBench.Access(old), bench.Limit)).ShouldBeNull();

        account.State.ShouldBe(TwitchAccountState.SignInAgain);
        account.Session.ShouldBeNull();
        account.Trouble.ShouldContain(Command);
        changes.ShouldBePositive();
        var calls = bench.Twitch.Faults.Calls.Count;
        var restarted = bench.MakeAccount();
        (await account.GetAsync(bench.Limit)).ShouldBeNull();
        (await restarted.GetAsync(bench.Limit)).ShouldBeNull();
        restarted.State.ShouldBe(TwitchAccountState.SignInAgain);
        bench.Twitch.Faults.Calls.Count.ShouldBe(calls);
    }

    [Fact]
    public async Task Renew_MarkOfADeadSignInCannotBeStored_IsRemembered()
    {
        await using var bench = await SignInBench.StartAsync();
        var old = await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Twitch.SignIn.RevokeAll();
        bench.Store.WriteFaults.Enqueue(new TwitchTokenStoreException("the disk is full"));

        (await account.RenewAsync(SignInBench.Access(old), bench.Limit)).ShouldBeNull();
        var calls = bench.Twitch.Faults.Calls.Count;

        (await account.RenewAsync(SignInBench.Access(old), bench.Limit)).ShouldBeNull();
        bench.Twitch.Faults.Calls.Count.ShouldBe(calls);
        account.State.ShouldBe(TwitchAccountState.SignInAgain);
    }
}
