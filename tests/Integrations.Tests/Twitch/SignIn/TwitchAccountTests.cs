using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.TestKit.Twitch.Loopback;
using Microsoft.AspNetCore.Http;

namespace IShowTts.Integrations.Tests.Twitch.SignIn;

public sealed class TwitchAccountTests
{
    private const string Command = "ishowtts twitch login";
    private const string ValidatePath = "/oauth2/validate";
    private const string TokenPath = "/oauth2/token";
    private static readonly TimeSpan s_untilTheEnd = TimeSpan.FromSeconds(14_000);

    [Fact]
    public async Task Get_NobodySignedIn_GivesNothingAndNamesTheCommand()
    {
        await using var bench = await SignInBench.StartAsync();
        var account = bench.MakeAccount();

        (await account.GetAsync(bench.Limit)).ShouldBeNull();

        account.State.ShouldBe(TwitchAccountState.SignedOut);
        account.Trouble.ShouldContain(Command);
        bench.Twitch.Faults.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_GoodToken_IsGivenWithoutAskingTwitch()
    {
        await using var bench = await SignInBench.StartAsync();
        var pair = await bench.GrantAsync();
        var account = bench.MakeAccount();

        var access = await account.GetAsync(bench.Limit);

        access.ShouldNotBeNull().Token.ShouldBe(pair.AccessToken);
        access.Session.Login.ShouldBe(LoopbackTwitch.BroadcasterLogin);
        (account.State, account.Trouble).ShouldBe((TwitchAccountState.SignedIn, ""));
        bench.Twitch.Faults.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_TokenNearItsEnd_IsRenewedAndStoredBeforeItIsGiven()
    {
        await using var bench = await SignInBench.StartAsync();
        var old = await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Clock.Advance(s_untilTheEnd - TimeSpan.FromMinutes(4));

        var access = await account.GetAsync(bench.Limit);

        access.ShouldNotBeNull().Token.ShouldNotBe(old.AccessToken);
        bench.Store.Now.ShouldNotBeNull().AccessToken.ShouldBe(access.Token);
        bench.Store.Now!.RefreshToken.ShouldNotBe(old.RefreshToken);
        bench.Twitch.SignIn.IsRenewable(bench.Store.Now!.RefreshToken).ShouldBeTrue();
        access.Session.ExpiresAt.ShouldBe(bench.Clock.GetUtcNow() + s_untilTheEnd);
    }

    [Fact]
    public async Task Get_NearTheEndAndTwitchAway_GivesTheOldTokenAndDoesNotAskAllTheTime()
    {
        await using var bench = await SignInBench.StartAsync();
        var old = await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Clock.Advance(s_untilTheEnd - TimeSpan.FromMinutes(4));
        bench.Twitch.Faults.Rule = Unwell;

        (await account.GetAsync(bench.Limit)).ShouldNotBeNull().Token.ShouldBe(old.AccessToken);
        var calls = bench.Twitch.Faults.Calls.Count;
        (await account.GetAsync(bench.Limit)).ShouldNotBeNull().Token.ShouldBe(old.AccessToken);

        bench.Twitch.Faults.Calls.Count.ShouldBe(calls);
        account.State.ShouldBe(TwitchAccountState.SignedIn);
    }

    [Fact]
    public async Task Get_EndedAndTwitchAway_ThrowsAndKeepsThePair()
    {
        await using var bench = await SignInBench.StartAsync();
        var old = await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Clock.Advance(s_untilTheEnd);
        bench.Twitch.Faults.Rule = Unwell;

        await Should.ThrowAsync<HttpRequestException>(async () => await account.GetAsync(bench.Limit));
        bench.Store.Now.ShouldNotBeNull().RefreshToken.ShouldBe(old.RefreshToken);
        bench.Twitch.Faults.Rule = null;

        (await account.GetAsync(bench.Limit)).ShouldNotBeNull().Token.ShouldNotBe(old.AccessToken);
        bench.Twitch.SignIn.DoubleUses.ShouldBe(0);
    }

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

        var error = await Should.ThrowAsync<HttpRequestException>(async () => await account.RenewAsync(Access(old), bench.Limit));

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
        bench.Twitch.Faults.Next(TokenPath, context => AnswerAsync(context, status, message));

        await Should.ThrowAsync<HttpRequestException>(async () => await account.RenewAsync(Access(old), bench.Limit));

        account.State.ShouldBe(TwitchAccountState.SignedIn);
        bench.Store.Now.ShouldNotBeNull().RefreshToken.ShouldBe(old.RefreshToken);
        (await account.RenewAsync(Access(old), bench.Limit)).ShouldNotBeNull().Token.ShouldNotBe(old.AccessToken);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    public async Task Renew_InvalidRefreshToken_EndsTheSignIn(int status)
    {
        await using var bench = await SignInBench.StartAsync();
        var old = await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Twitch.Faults.Next(TokenPath, context => AnswerAsync(context, status, "Invalid refresh token"));

        (await account.RenewAsync(Access(old), bench.Limit)).ShouldBeNull();

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

        await Should.ThrowAsync<HttpRequestException>(async () => await account.RenewAsync(Access(old), bench.Limit));

        bench.Store.Now.ShouldNotBeNull().RefreshToken.ShouldBe(old.RefreshToken);
    }

    [Fact]
    public async Task Renew_HundredCallersInTwoProcesses_SpendEachRefreshTokenOnce()
    {
        await using var bench = await SignInBench.StartAsync();
        await bench.GrantAsync();
        TwitchAccount[] accounts = [bench.MakeAccount(), bench.MakeAccount()];
        for (var round = 1; round <= 5; round++)
        {
            var refused = (await accounts[0].GetAsync(bench.Limit)).ShouldNotBeNull();

            var all = await Task.WhenAll(Enumerable.Range(0, 100).Select(caller => Task.Run(async () => await accounts[caller % 2].RenewAsync(refused, bench.Limit))));

            all.Select(access => access.ShouldNotBeNull().Token).Distinct().ShouldHaveSingleItem().ShouldNotBe(refused.Token);
            bench.Twitch.SignIn.Renewals.ShouldBe(round);
        }

        bench.Twitch.SignIn.DoubleUses.ShouldBe(0);
    }

    [Fact]
    public async Task Renew_CallerGivesUpInTheMiddle_ThePairIsStoredAllTheSame()
    {
        await using var bench = await SignInBench.StartAsync();
        var old = await bench.GrantAsync();
        var account = bench.MakeAccount();
        var spent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Twitch.SignIn.BeforeRenewalAnswer = () =>
        {
            spent.TrySetResult();
            return answer.Task;
        };
        using var impatient = new CancellationTokenSource();
        var renewal = account.RenewAsync(Access(old), impatient.Token).AsTask();
        await spent.Task.WaitAsync(bench.Limit);

        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(renewal);
        answer.SetResult();
        await account.DisposeAsync();

        bench.Store.Now.ShouldNotBeNull().RefreshToken.ShouldNotBe(old.RefreshToken);
        bench.Twitch.SignIn.IsRenewable(bench.Store.Now!.RefreshToken).ShouldBeTrue();
        bench.Twitch.SignIn.DoubleUses.ShouldBe(0);
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

        (await account.RenewAsync(Access(old), bench.Limit)).ShouldBeNull();

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
    public async Task Renew_AnswerLostAfterTheTokenWasSpent_IsTheOneGapThatAPersonCloses()
    {
        await using var bench = await SignInBench.StartAsync();
        var old = await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Twitch.SignIn.BeforeRenewalAnswer = static () => Task.FromCanceled(new CancellationToken(canceled: true));

        await Should.ThrowAsync<HttpRequestException>(async () => await account.RenewAsync(Access(old), bench.Limit));
        bench.Twitch.SignIn.Renewals.ShouldBe(1);
        bench.Twitch.SignIn.BeforeRenewalAnswer = null;

        (await account.RenewAsync(Access(old), bench.Limit)).ShouldBeNull();
        account.State.ShouldBe(TwitchAccountState.SignInAgain);
    }

    [Fact]
    public async Task Renew_NewPairCannotBeStored_IsGivenToNobodyAndStoredLater()
    {
        await using var bench = await SignInBench.StartAsync();
        var old = await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Store.WriteFaults.Enqueue(new TwitchTokenStoreException("the disk is full"));

        (await account.RenewAsync(Access(old), bench.Limit)).ShouldBeNull();
        account.Trouble.ShouldBe("the disk is full");
        var access = await account.RenewAsync(Access(old), bench.Limit);

        access.ShouldNotBeNull().Token.ShouldBe(bench.Twitch.SignIn.Newest!.AccessToken);
        bench.Store.Now.ShouldNotBeNull().RefreshToken.ShouldBe(bench.Twitch.SignIn.Newest.RefreshToken);
        (bench.Twitch.SignIn.Renewals, bench.Twitch.SignIn.DoubleUses).ShouldBe((1, 0));
        account.State.ShouldBe(TwitchAccountState.SignedIn);
    }

    [Fact]
    public async Task Renew_MarkOfADeadSignInCannotBeStored_IsRemembered()
    {
        await using var bench = await SignInBench.StartAsync();
        var old = await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Twitch.SignIn.RevokeAll();
        bench.Store.WriteFaults.Enqueue(new TwitchTokenStoreException("the disk is full"));

        (await account.RenewAsync(Access(old), bench.Limit)).ShouldBeNull();
        var calls = bench.Twitch.Faults.Calls.Count;

        (await account.RenewAsync(Access(old), bench.Limit)).ShouldBeNull();
        bench.Twitch.Faults.Calls.Count.ShouldBe(calls);
        account.State.ShouldBe(TwitchAccountState.SignInAgain);
    }

    [Fact]
    public async Task Get_AnotherProcessSignedInRenewedOrSignedOut_IsSeenAtOnce()
    {
        await using var bench = await SignInBench.StartAsync();
        var account = bench.MakeAccount();
        (await account.GetAsync(bench.Limit)).ShouldBeNull();

        var first = await bench.GrantAsync();
        (await account.GetAsync(bench.Limit)).ShouldNotBeNull().Token.ShouldBe(first.AccessToken);
        var second = await bench.GrantAsync();
        (await account.RenewAsync(Access(first), bench.Limit)).ShouldNotBeNull().Token.ShouldBe(second.AccessToken);
        await bench.Store.DeleteAsync(bench.Limit);

        (await account.GetAsync(bench.Limit)).ShouldBeNull();
        account.State.ShouldBe(TwitchAccountState.SignedOut);
        bench.Twitch.SignIn.Renewals.ShouldBe(0);
    }

    [Fact]
    public async Task Get_StoreCannotBeRead_TellsItsTrouble()
    {
        await using var bench = await SignInBench.StartAsync();
        var account = bench.MakeAccount();
        bench.Store.ReadFault = new TwitchTokenStoreException("the file is damaged");

        (await account.GetAsync(bench.Limit)).ShouldBeNull();

        (account.State, account.Trouble).ShouldBe((TwitchAccountState.SignInAgain, "the file is damaged"));
    }

    [Fact]
    public async Task Validate_TokenRefused_IsRenewedOnce()
    {
        await using var bench = await SignInBench.StartAsync();
        var old = await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Twitch.SignIn.ExpireAll();

        await account.ValidateAsync(bench.Limit);

        account.State.ShouldBe(TwitchAccountState.SignedIn);
        bench.Store.Now.ShouldNotBeNull().AccessToken.ShouldNotBe(old.AccessToken);
        bench.Twitch.SignIn.Renewals.ShouldBe(1);
    }

    [Fact]
    public async Task Validate_RightsTakenBack_AsksForAPerson()
    {
        await using var bench = await SignInBench.StartAsync();
        await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Twitch.SignIn.RevokeAll();

        await account.ValidateAsync(bench.Limit);

        account.State.ShouldBe(TwitchAccountState.SignInAgain);
    }

    [Fact]
    public async Task Validate_NewTokenIsRefusedOnce_KeepsIt()
    {
        await using var bench = await SignInBench.StartAsync();
        await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Twitch.Faults.Answer(ValidatePath, 401).Answer(ValidatePath, 401);

        (await account.ValidateAsync(bench.Limit)).ShouldBeFalse();

        bench.Store.Now.ShouldNotBeNull().RefreshToken.ShouldBe(bench.Twitch.SignIn.Newest!.RefreshToken);
        account.State.ShouldBe(TwitchAccountState.SignedIn);
        (await account.ValidateAsync(bench.Limit)).ShouldBeTrue();
        account.State.ShouldBe(TwitchAccountState.SignedIn);
        bench.Twitch.SignIn.Renewals.ShouldBe(1);
    }

    [Fact]
    public async Task Validate_RefusedOnceNowAndThen_IsNeverTheSecondTime()
    {
        await using var bench = await SignInBench.StartAsync();
        await bench.GrantAsync();
        var account = bench.MakeAccount();

        for (var hour = 0; hour < 3; hour++)
        {
            bench.Twitch.Faults.Answer(ValidatePath, 401).Answer(ValidatePath, 401);
            (await account.ValidateAsync(bench.Limit)).ShouldBeFalse();
            (await account.ValidateAsync(bench.Limit)).ShouldBeTrue();
        }

        account.State.ShouldBe(TwitchAccountState.SignedIn);
    }

    [Fact]
    public async Task Validate_NewTokenIsRefusedTwice_AsksForAPersonAndDoesNotGoRound()
    {
        await using var bench = await SignInBench.StartAsync();
        await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Twitch.Faults.Rule = async context =>
        {
            if (context.Request.Path != ValidatePath) return false;
            await LoopbackAnswerOf(context, 401, "invalid access token");
            return true;
        };

        (await account.ValidateAsync(bench.Limit)).ShouldBeFalse();
        account.State.ShouldBe(TwitchAccountState.SignedIn);
        (await account.ValidateAsync(bench.Limit)).ShouldBeTrue();

        account.State.ShouldBe(TwitchAccountState.SignInAgain);
        bench.Twitch.SignIn.Renewals.ShouldBe(1);
    }

    [Fact]
    public async Task Validate_TwitchAway_ChangesNothing()
    {
        await using var bench = await SignInBench.StartAsync();
        await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Twitch.Faults.Rule = Unwell;

        await Should.ThrowAsync<HttpRequestException>(async () => await account.ValidateAsync(bench.Limit));

        account.State.ShouldBe(TwitchAccountState.SignedIn);
        bench.Store.Written.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Validate_AccountWasRenamedAndLostRights_IsStored()
    {
        await using var bench = await SignInBench.StartAsync();
        var pair = await bench.GrantAsync();
        var account = bench.MakeAccount();
        var stored = SignInBench.Tokens(pair);
        await bench.Store.WriteAsync(stored with { Session = stored.Session with { Login = "oldname", Scopes = ["bits:read", "chat:edit", "gone:right"] } }, bench.Limit);
        (await account.GetAsync(bench.Limit)).ShouldNotBeNull();
        account.State.ShouldBe(TwitchAccountState.WrongAccount);

        await account.ValidateAsync(bench.Limit);

        account.State.ShouldBe(TwitchAccountState.SignedIn);
        account.Session.ShouldNotBeNull().Scopes.ShouldBe(pair.Scopes.Order(StringComparer.Ordinal));
        bench.Store.Now.ShouldNotBeNull().RefreshToken.ShouldBe(pair.RefreshToken);
    }

    [Fact]
    public async Task Get_AccountIsNotTheChannels_IsGivenButToldWithTheCure()
    {
        await using var bench = await SignInBench.StartAsync();
        await bench.GrantAsync(login: "ourbot");
        var account = bench.MakeAccount();

        (await account.GetAsync(bench.Limit)).ShouldNotBeNull().Session.Login.ShouldBe("ourbot");

        account.State.ShouldBe(TwitchAccountState.WrongAccount);
        account.Trouble.ShouldContain(Command);
        account.Trouble.ShouldContain("ourbot");
        account.Trouble.ShouldContain(LoopbackTwitch.BroadcasterLogin);
    }

    [Fact]
    public async Task EveryTrouble_HoldsNoSecret()
    {
        await using var bench = await SignInBench.StartAsync();
        var pair = await bench.GrantAsync();
        var account = bench.MakeAccount();
        List<string> told = [];
        bench.Twitch.Faults.Answer(TokenPath, 429).Cut(TokenPath);
        for (var attempt = 0; attempt < 2; attempt++)
            told.Add((await Should.ThrowAsync<HttpRequestException>(async () => await account.RenewAsync(Access(pair), bench.Limit))).ToString());
        var renewed = (await account.RenewAsync(Access(pair), bench.Limit)).ShouldNotBeNull();
        told.AddRange([renewed.ToString(), bench.Store.Now!.ToString(), renewed.Session.ToString()]);
        bench.Twitch.SignIn.RevokeAll();
        await account.RenewAsync(renewed, bench.Limit);
        told.AddRange([account.Trouble, bench.Logs.Text, string.Join('\n', bench.Twitch.Faults.Calls)]);

        var all = string.Join('\n', told);
        foreach (var tokens in bench.Store.Written.OfType<TwitchTokens>())
        {
            all.ShouldNotContain(tokens.AccessToken);
            if (tokens.RefreshToken.Length > 0) all.ShouldNotContain(tokens.RefreshToken);
        }

        bench.Logs.Lines.ShouldNotBeEmpty();
    }

    private static TwitchAccess Access(LoopbackToken token) => new(SignInBench.Tokens(token).Session, token.AccessToken);

    private static async Task<bool> Unwell(Microsoft.AspNetCore.Http.HttpContext context)
    {
        await LoopbackAnswerOf(context, 503, "unwell");
        return true;
    }

    private static async Task LoopbackAnswerOf(Microsoft.AspNetCore.Http.HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes($$"""{"status":{{status}},"message":"{{message}}"}"""));
    }

    private static async Task<bool> AnswerAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new { status, message });
        return true;
    }
}
