using IShowTts.Integrations.Twitch.SignIn;

namespace IShowTts.Integrations.Tests.Twitch.SignIn;

/// <summary>A refresh token is good once: it is spent once, and its successor is stored before anybody gets it.</summary>
public sealed class TwitchAccountRenewalTests
{
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
        var renewal = account.RenewAsync(SignInBench.Access(old), impatient.Token).AsTask();
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
    public async Task Renew_AnswerLostAfterTheTokenWasSpent_IsTheOneGapThatAPersonCloses()
    {
        await using var bench = await SignInBench.StartAsync();
        var old = await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Twitch.SignIn.BeforeRenewalAnswer = static () => Task.FromCanceled(new CancellationToken(canceled: true));

        await Should.ThrowAsync<HttpRequestException>(async () => await account.RenewAsync(SignInBench.Access(old), bench.Limit));
        bench.Twitch.SignIn.Renewals.ShouldBe(1);
        bench.Twitch.SignIn.BeforeRenewalAnswer = null;

        (await account.RenewAsync(SignInBench.Access(old), bench.Limit)).ShouldBeNull();
        account.State.ShouldBe(TwitchAccountState.SignInAgain);
    }

    [Fact]
    public async Task Renew_NewPairCannotBeStored_IsGivenToNobodyAndStoredLater()
    {
        await using var bench = await SignInBench.StartAsync();
        var old = await bench.GrantAsync();
        var account = bench.MakeAccount();
        bench.Store.WriteFaults.Enqueue(new TwitchTokenStoreException("the disk is full"));

        (await account.RenewAsync(SignInBench.Access(old), bench.Limit)).ShouldBeNull();
        account.Trouble.ShouldBe("the disk is full");
        var access = await account.RenewAsync(SignInBench.Access(old), bench.Limit);

        access.ShouldNotBeNull().Token.ShouldBe(bench.Twitch.SignIn.Newest!.AccessToken);
        bench.Store.Now.ShouldNotBeNull().RefreshToken.ShouldBe(bench.Twitch.SignIn.Newest.RefreshToken);
        (bench.Twitch.SignIn.Renewals, bench.Twitch.SignIn.DoubleUses).ShouldBe((1, 0));
        account.State.ShouldBe(TwitchAccountState.SignedIn);
    }
}
