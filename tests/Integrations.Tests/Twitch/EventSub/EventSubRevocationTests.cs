using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.EventSub;
using IShowTts.Integrations.Twitch.SignIn;
using static IShowTts.TestKit.Twitch.Loopback.EventSubBodies;

namespace IShowTts.Integrations.Tests.Twitch.EventSub;

/// <summary>What Twitch refuses or takes back while the rest goes on.</summary>
public sealed class EventSubRevocationTests
{
    [Fact]
    public async Task Read_ChatRevoked_GivesChatToIrcAndTheOthersGoOn()
    {
        await using var bench = await EventSubBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(DeleteType, bench.Limit);
        await bench.Chat.WaitAsync(isReading: true, bench.Limit);

        await bench.Server.RevokeAsync(ChatType, "user_removed");
        await bench.Chat.WaitAsync(isReading: false, bench.Limit);
        (await bench.Server.NotifyAsync(DeleteType, ChatBody("gone"))).ShouldBeTrue();

        await next;
        events.Current.ShouldBeOfType<MessageDeleted>().MessageId.ShouldBe("gone");
        bench.Source.Health.Detail.ShouldContain("user_removed");
        bench.Account.State.ShouldBe(TwitchAccountState.SignedIn);
    }

    [Theory]
    [InlineData("channel.chat.notification")]
    [InlineData("channel.chat.message_delete")]
    [InlineData("channel.chat.clear_user_messages")]
    [InlineData("channel.chat.clear")]
    public async Task Read_APartOfChatRefused_LeavesChatToIrcAsWell(string type)
    {
        var asked = new FakeBackfill();
        await using var bench = await EventSubBench.StartAsync(new EventSubBenchSettings { Backfills = [asked] });
        bench.Server.Subscriptions.Refused[type] = 403;
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();

        await asked.NextAsync(bench.Limit);

        bench.Server.Live[0].Types.Count.ShouldBe(17);
        bench.Chat.IsEventSubReading.ShouldBeFalse();
        await bench.EndAsync(next);
    }

    [Theory]
    [InlineData("channel.chat.notification")]
    [InlineData("channel.chat.message_delete")]
    [InlineData("channel.chat.clear_user_messages")]
    [InlineData("channel.chat.clear")]
    public async Task Read_APartOfChatRevoked_GivesChatToIrc(string type)
    {
        await using var bench = await EventSubBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Chat.WaitAsync(isReading: true, bench.Limit);
        EventSubPlan.WholeChat.ShouldBeSubsetOf(bench.Server.Live[0].Types);

        await bench.Server.RevokeAsync(type, "version_removed");

        await bench.Chat.WaitAsync(isReading: false, bench.Limit);
        bench.Server.Find(ChatType).ShouldNotBeNull();
        await bench.EndAsync(next);
    }

    [Fact]
    public async Task Read_AuthorizationRevokedAfterARenewal_AsksWithTheTokenOfNow()
    {
        await using var bench = await EventSubBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(ChatType, bench.Limit);
        await bench.Account.RenewAsync((await bench.Account.GetAsync(bench.Limit))!, bench.Limit);
        bench.Account.CannotRenew = true;

        await bench.Server.RevokeAsync(ChatType, "authorization_revoked");

        await bench.Server.WaitAsync(() => bench.Server.Live.Count == 0, bench.Limit);
        bench.Account.State.ShouldBe(TwitchAccountState.SignInAgain);
        await bench.EndAsync(next);
    }

    [Fact]
    public async Task Read_AuthorizationRevoked_MakesTheAccountLookAndRestsUntilTheNextSignIn()
    {
        await using var bench = await EventSubBench.StartAsync();
        bench.Account.CannotRenew = true;
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(DeleteType, bench.Limit);

        await bench.Server.RevokeAsync(ChatType, "authorization_revoked");
        await bench.Server.WaitAsync(() => bench.Server.Live.Count == 0, bench.Limit);
        bench.Account.State.ShouldBe(TwitchAccountState.SignInAgain);
        bench.Account.SignIn();
        await bench.Server.SubscribedAsync(ChatType, bench.Limit);
        await bench.SayAsync("1");

        (await next).ShouldBeTrue();
    }
}
