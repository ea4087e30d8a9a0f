using IShowTts.Integrations.Twitch.SignIn;

namespace IShowTts.Integrations.Tests.Twitch.SignIn;

/// <summary>The hourly question whether a token is still good.</summary>
public sealed class TwitchAccountValidationTests
{
    private const string ValidatePath = "/oauth2/validate";

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
            return await SignInBench.AnswerAsync(context, 401, "invalid access token");
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
        bench.Twitch.Faults.Rule = SignInBench.UnwellAsync;

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
}
