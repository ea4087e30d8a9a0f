using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.TestKit;
using static IShowTts.TestKit.Twitch.Loopback.EventSubBodies;

namespace IShowTts.Integrations.Tests.Twitch.EventSub;

/// <summary>Who is signed in, what is subscribed to, and which notifications become events.</summary>
public sealed class TwitchEventSubSourceTests
{
    [Fact]
    public async Task Read_SignedIn_SubscribesToEverythingAndGivesEvents()
    {
        await using var bench = await EventSubBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync("stream.offline", bench.Limit);

        await bench.SayAsync("1", "hello");

        await next;
        var chat = events.Current.ShouldBeOfType<ChatMessage>();
        (chat.Message.Text, chat.Feed, chat.Source).ShouldBe(("hello", ChatType, "twitch-eventsub"));
        await bench.Chat.WaitAsync(isReading: true, bench.Limit);
        await bench.Server.WaitAsync(() => bench.Server.Live[0].Types.Count == 18, bench.Limit);
        bench.Source.Health.State.ShouldBe(SourceState.Connected);
        bench.Server.Inbound.ShouldBe(0);
    }

    [Fact]
    public async Task Read_NobodySignedIn_RestsWithTheCureAndWakes()
    {
        await using var bench = await EventSubBench.StartAsync(new EventSubBenchSettings { SignIn = false });
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        bench.Source.Health.State.ShouldBe(SourceState.Idle);
        bench.Source.Health.Detail.ShouldContain("ishowtts twitch login");
        bench.Server.Connections.ShouldBe(0);

        bench.Account.SignIn();
        await bench.Server.SubscribedAsync(ChatType, bench.Limit);
        await bench.SayAsync("1");

        (await next).ShouldBeTrue();
    }

    [Fact]
    public async Task Read_SignedOut_EndsTheSessionAndRests()
    {
        await using var bench = await EventSubBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(ChatType, bench.Limit);

        bench.Account.SignOut();

        await bench.Server.WaitAsync(() => bench.Server.Live.Count == 0, bench.Limit);
        await bench.Chat.WaitAsync(isReading: false, bench.Limit);
        await bench.EndAsync(next);
    }

    [Fact]
    public async Task Read_OtherScopes_ConnectAgainAndARenewedTokenDoesNot()
    {
        await using var bench = await EventSubBench.StartAsync(new EventSubBenchSettings { Scopes = [TwitchScopes.ReadBits] });
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync("channel.cheer", bench.Limit);
        bench.Server.Find(ChatType).ShouldBeNull();

        bench.Account.SignIn([TwitchScopes.ReadChat, TwitchScopes.ReadBits]);
        await bench.Server.SubscribedAsync(ChatType, bench.Limit);
        bench.Server.Connections.ShouldBe(2);
        bench.Account.SignIn([TwitchScopes.ReadChat, TwitchScopes.ReadBits]);
        await bench.SayAsync("1");

        (await next).ShouldBeTrue();
        bench.Server.Connections.ShouldBe(2);
        bench.Server.Find("channel.cheer").ShouldBeNull();
    }

    [Fact]
    public async Task Read_RepeatsReplaysAndRubbish_AreDroppedAndTheRestIsGiven()
    {
        await using var bench = await EventSubBench.StartAsync();
        bench.Server.ClockOffset = TimeSpan.FromHours(3);
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(ChatType, bench.Limit);
        var one = bench.Server.Notification(ChatType, ChatBody("1"));

        foreach (var message in new[]
        {
            one,
            one,
            bench.Server.Notification(ChatType, ChatBody("1")),
            bench.Server.Notification(ChatType, ChatBody("old"), age: TimeSpan.FromMinutes(11)),
            "{", "[]", "null", """{"metadata":{"message_type":"\ud800"}}""", """{"metadata":{"message_type":"weather"},"payload":null}""",
            """{"metadata":{"message_type":"session_keepalive","message_id":null},"payload":null}""",
            """{"metadata":{"message_type":"revocation"},"payload":{"subscription":null}}""",
            "{\"x\":\"" + new string('x', 2_000_000) + "\"}",
        }) (await bench.Server.SendAsync(ChatType, message)).ShouldBeTrue();
        (await bench.Server.SendAsync(ChatType, bench.Server.Notification(ChatType, ChatBody("2", new string('ä', 40_000)), age: TimeSpan.FromMinutes(9)), pieces: 7)).ShouldBeTrue();

        await next;
        ((ChatMessage)events.Current).Id.ShouldBe("1");
        await events.MoveNextAsync();
        ((ChatMessage)events.Current).Id.ShouldBe("2");
        bench.Server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Read_HalfACharacterInAText_IsReplacedAndTheEventGiven()
    {
        await using var bench = await EventSubBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(ChatType, bench.Limit);
        var message = bench.Server.Notification(ChatType, ChatBody("1", "hello")).Replace("hello", @"\ud83d hello \u0041", StringComparison.Ordinal);

        (await bench.Server.SendAsync(ChatType, message)).ShouldBeTrue();

        (await next).ShouldBeTrue();
        ((ChatMessage)events.Current).Message.Text.ShouldBe("\ufffd hello A");
    }

    [Fact]
    public async Task Read_MissingScopesAndRefusals_SwitchOffOnlyWhatNeedsThem()
    {
        var asked = new FakeBackfill();
        await using var bench = await EventSubBench.StartAsync(new EventSubBenchSettings { Backfills = [asked] });
        bench.Server.Subscriptions.Refused["channel.follow"] = 403;
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();

        await asked.NextAsync(bench.Limit);
        bench.Server.Live[0].Types.Count.ShouldBe(17);
        await bench.SayAsync("1");
        (await next).ShouldBeTrue();

        bench.Source.Health.State.ShouldBe(SourceState.Connected);
        bench.Source.Health.Detail.ShouldContain("channel.follow");
        bench.Source.Health.Detail.ShouldContain("ishowtts twitch login");
    }

    [Fact]
    public async Task Read_Backfill_IsAskedAfterEachConnectionAgainWhenItFailsAndGivenOnce()
    {
        var missed = new FakeBackfill { Fails = 1, Missed = { new Redemption { Id = "r1", RedemptionId = "r1", RewardId = "reward" } } };
        await using var bench = await EventSubBench.StartAsync(new EventSubBenchSettings
        {
            Backfills = [missed],
            Clock = new WatchedClock { Jumps = TimeSpan.FromSeconds(5) },
        });
        await using var events = bench.Read();
        (await events.MoveNextAsync()).ShouldBeTrue();
        ((Redemption)events.Current).Id.ShouldBe("r1");
        await missed.NextAsync(bench.Limit);
        await missed.NextAsync(bench.Limit);

        missed.Missed.Add(new Redemption { Id = "r2", RedemptionId = "r2", RewardId = "reward" });
        bench.Server.Live[0].Cut();
        await missed.NextAsync(bench.Limit);
        (await events.MoveNextAsync()).ShouldBeTrue();
        ((Redemption)events.Current).Id.ShouldBe("r2");

        await bench.Server.ReconnectAsync(bench.Server.Find(RedeemType)!);
        await missed.NextAsync(bench.Limit);
        bench.Source.Dropped(events.Current);
        bench.Server.Live[0].Cut();
        (await events.MoveNextAsync()).ShouldBeTrue();
        ((Redemption)events.Current).Id.ShouldBe("r2");
    }

    [Fact]
    public async Task Subscriptions_ListAndDelete_AreThoseOfTheSession()
    {
        await using var bench = await EventSubBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.WaitAsync(() => bench.Server.Live is [{ Types.Count: 18 }], bench.Limit);

        var raid = (await bench.Subscriptions.ListAsync(bench.Limit)).Single(each => each.Type == "channel.raid");
        await bench.Subscriptions.DeleteAsync(raid.Id, bench.Limit);

        bench.Server.Find("channel.raid").ShouldBeNull();
        await bench.EndAsync(next);
    }
}
