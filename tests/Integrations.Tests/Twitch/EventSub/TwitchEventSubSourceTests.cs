using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.EventSub;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.TestKit;
using IShowTts.TestKit.Twitch.Loopback;
using static IShowTts.TestKit.Twitch.Loopback.EventSubBodies;

namespace IShowTts.Integrations.Tests.Twitch.EventSub;

public sealed class TwitchEventSubSourceTests
{
    private const string Deleted = "channel.chat.message_delete";

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

    [Theory]
    [InlineData(4000)]
    [InlineData(4003)]
    [InlineData(4006)]
    public async Task Read_Closed_ConnectsAndSubscribesAgain(int code)
    {
        await using var bench = await EventSubBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(ChatType, bench.Limit);

        var closed = bench.Server.Live[0];
        await bench.Server.CloseAsync(closed, code);
        // The one that was closed counts as live until its socket has ended.
        await bench.Server.WaitAsync(() => bench.Server.Find(ChatType) is { } session && session != closed, bench.Limit);
        bench.Server.Connections.ShouldBe(2);
        await bench.SayAsync("1");

        (await next).ShouldBeTrue();
    }

    [Fact]
    public async Task Read_ConnectionsCutAndRefused_IsTriedUntilItWorks()
    {
        await using var bench = await EventSubBench.StartAsync();
        bench.Twitch.Faults.Cut("/ws").Answer("/ws", 500).Answer("/helix/eventsub/subscriptions", 500).Answer("/helix/eventsub/subscriptions", 401);
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();

        await bench.Server.SubscribedAsync(ChatType, bench.Limit);
        await bench.SayAsync("1");

        (await next).ShouldBeTrue();
        bench.Account.Renewals.ShouldBe(1);
    }

    [Fact]
    public async Task Read_Reconnect_KeepsTheSubscriptionsAndHearsBothSockets()
    {
        await using var bench = await EventSubBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.WaitAsync(() => bench.Server.Live is [{ Types.Count: 18 }], bench.Limit);
        var session = bench.Server.Live[0];
        var asked = bench.Twitch.Faults.Calls.Count(call => call.EndsWith("eventsub/subscriptions", StringComparison.Ordinal));

        await bench.Server.ReconnectAsync(session);
        await bench.SayAsync("old");
        await next;
        ((ChatMessage)events.Current).Id.ShouldBe("old");
        await bench.Server.WaitAsync(() => bench.Server.Moves == 1 && session.Sockets == 1, bench.Limit);
        await bench.SayAsync("new");
        await events.MoveNextAsync();

        ((ChatMessage)events.Current).Id.ShouldBe("new");
        bench.Twitch.Faults.Calls.Count(call => call.EndsWith("eventsub/subscriptions", StringComparison.Ordinal)).ShouldBe(asked);
        bench.Server.Inbound.ShouldBe(0);
        bench.Server.Closed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_ReconnectWithAnotherId_LaterSubscriptionsNameTheNewOne()
    {
        var clock = new WatchedClock();
        await using var bench = await EventSubBench.StartAsync(new EventSubBenchSettings { Clock = clock });
        bench.Server.GivesNewIds = true;
        bench.Server.Subscriptions.Refused["channel.raid"] = 503;
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await clock.Asked(TimeSpan.FromSeconds(5), bench.Limit);
        var session = bench.Server.Live[0];
        var id = session.Id;

        await bench.Server.ReconnectAsync(session);
        await bench.Server.WaitAsync(() => bench.Server.Moves == 1 && session.Sockets == 1, bench.Limit);
        session.Id.ShouldNotBe(id);
        bench.Server.Subscriptions.Refused.Clear();
        clock.Advance(TimeSpan.FromSeconds(5));
        await bench.Server.SubscribedAsync("channel.raid", bench.Limit);

        bench.Server.Find("channel.raid").ShouldBe(session);
        bench.Server.Connections.ShouldBe(2);
        await bench.EndAsync(next);
    }

    [Fact]
    public async Task Read_ReconnectThatFails_StartsFresh()
    {
        await using var bench = await EventSubBench.StartAsync();
        bench.Server.RefusesMoves = true;
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(ChatType, bench.Limit);
        var first = bench.Server.Live[0];

        await bench.Server.ReconnectAsync(first);
        await bench.Server.WaitAsync(() => bench.Server.Find(ChatType) is { } session && session != first, bench.Limit);
        await bench.SayAsync("1");

        (await next).ShouldBeTrue();
        bench.Server.Closed.ShouldContain(4007);
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
    public async Task Read_ChatRevoked_GivesChatToIrcAndTheOthersGoOn()
    {
        await using var bench = await EventSubBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(Deleted, bench.Limit);
        await bench.Chat.WaitAsync(isReading: true, bench.Limit);

        await bench.Server.RevokeAsync(ChatType, "user_removed");
        await bench.Chat.WaitAsync(isReading: false, bench.Limit);
        (await bench.Server.NotifyAsync(Deleted, ChatBody("gone"))).ShouldBeTrue();

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
    public async Task Read_AuthorizationRevoked_MakesTheAccountLookAndRestsUntilTheNextSignIn()
    {
        await using var bench = await EventSubBench.StartAsync();
        bench.Account.CannotRenew = true;
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(Deleted, bench.Limit);

        await bench.Server.RevokeAsync(ChatType, "authorization_revoked");
        await bench.Server.WaitAsync(() => bench.Server.Live.Count == 0, bench.Limit);
        bench.Account.State.ShouldBe(TwitchAccountState.SignInAgain);
        bench.Account.SignIn();
        await bench.Server.SubscribedAsync(ChatType, bench.Limit);
        await bench.SayAsync("1");

        (await next).ShouldBeTrue();
    }

    [Fact]
    public async Task Read_NoSignOfLife_ConnectsAgain()
    {
        var clock = new WatchedClock { Jumps = TimeSpan.FromSeconds(1) };
        await using var bench = await EventSubBench.StartAsync(new EventSubBenchSettings { Clock = clock });
        // The server's own clock goes on; only it is silent.
        bench.Server.HoldsKeepalives = true;
        bench.Server.KeepaliveSeconds = 33;
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(ChatType, bench.Limit);
        await clock.Asked(TimeSpan.FromSeconds(33), bench.Limit);

        clock.Advance(TimeSpan.FromSeconds(33));
        clock.Advance(TimeSpan.FromSeconds(2));
        await bench.Server.WaitAsync(() => bench.Server.Connections == 2 && bench.Server.Find(ChatType) is not null, bench.Limit);
        await bench.SayAsync("1");

        (await next).ShouldBeTrue();
    }

    [Fact]
    public async Task Write_SignedIn_SaysItAsAReplyAndDoesNotHearItself()
    {
        await using var bench = await EventSubBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(ChatType, bench.Limit);

        (await bench.Source.WriteAsync("skipped", "m1", bench.Limit)).ShouldBeTrue();
        var line = await bench.Server.Chat.NextAsync(bench.Limit);
        (line.SenderId, line.Text, line.ReplyTo).ShouldBe((LoopbackTwitch.BroadcasterId, "skipped", "m1"));
        await bench.Server.NotifyAsync(ChatType, ChatBody(line.Id, "@ann skipped", LoopbackTwitch.BroadcasterLogin, LoopbackTwitch.BroadcasterId));
        await bench.Server.NotifyAsync(ChatType, ChatBody("typed", "skipped", LoopbackTwitch.BroadcasterLogin, LoopbackTwitch.BroadcasterId));

        await next;
        ((ChatMessage)events.Current).Id.ShouldBe("typed");
    }

    [Fact]
    public async Task Write_AnswerLost_DoesNotHearItselfAndARefusedLineIsForgotten()
    {
        const string Path = "/helix/chat/messages";
        await using var bench = await EventSubBench.StartAsync();
        bench.Twitch.Faults.Cut(Path).Answer(Path, 500).Answer(Path, 403);
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(ChatType, bench.Limit);

        foreach (var text in new[] { "cut", "broken", "refused" })
        {
            (await bench.Source.WriteAsync(text, null, bench.Limit)).ShouldBeFalse();
            await bench.Server.NotifyAsync(ChatType, ChatBody(text, text, LoopbackTwitch.BroadcasterLogin, LoopbackTwitch.BroadcasterId));
        }

        (await next).ShouldBeTrue();
        ((ChatMessage)events.Current).Id.ShouldBe("refused");
    }

    [Fact]
    public async Task Write_DroppedOrNotAllowed_SaysFalse()
    {
        await using var bench = await EventSubBench.StartAsync();
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(ChatType, bench.Limit);
        bench.Source.CanWrite.ShouldBeTrue();
        bench.Chat.IsHelixWriting().ShouldBeTrue();

        bench.Server.Chat.DropNext("msg_duplicate");
        (await bench.Source.WriteAsync("again", null, bench.Limit)).ShouldBeFalse();
        bench.Account.SignIn([TwitchScopes.ReadChat]);

        bench.Source.CanWrite.ShouldBeFalse();
        (await bench.Source.WriteAsync("hello", null, bench.Limit)).ShouldBeFalse();
        await bench.EndAsync(next);
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
