using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.TestKit.Twitch.Loopback;

namespace IShowTts.Integrations.Tests.Twitch.SignIn;

/// <summary>What a caller is given, who it is, and what is told of it.</summary>
public sealed class TwitchAccountTests
{
    private const string Command = "ishowtts twitch login";
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
        bench.Twitch.Faults.Rule = SignInBench.UnwellAsync;

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
        bench.Twitch.Faults.Rule = SignInBench.UnwellAsync;

        await Should.ThrowAsync<HttpRequestException>(async () => await account.GetAsync(bench.Limit));
        bench.Store.Now.ShouldNotBeNull().RefreshToken.ShouldBe(old.RefreshToken);
        bench.Twitch.Faults.Rule = null;

        (await account.GetAsync(bench.Limit)).ShouldNotBeNull().Token.ShouldNotBe(old.AccessToken);
        bench.Twitch.SignIn.DoubleUses.ShouldBe(0);
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
        (await account.RenewAsync(SignInBench.Access(first), bench.Limit)).ShouldNotBeNull().Token.ShouldBe(second.AccessToken);
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
            told.Add((await Should.ThrowAsync<HttpRequestException>(async () => await account.RenewAsync(SignInBench.Access(pair), bench.Limit))).ToString());
        var renewed = (await account.RenewAsync(SignInBench.Access(pair), bench.Limit)).ShouldNotBeNull();
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
}
