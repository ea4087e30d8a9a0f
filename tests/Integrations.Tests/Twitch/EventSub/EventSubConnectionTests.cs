using IShowTts.Integrations.Events;
using IShowTts.TestKit;
using static IShowTts.TestKit.Twitch.Loopback.EventSubBodies;

namespace IShowTts.Integrations.Tests.Twitch.EventSub;

/// <summary>Connections that end, move, or do not come about.</summary>
public sealed class EventSubConnectionTests
{
    /// <summary>More events than the source takes from a socket while its reader is busy, and fewer than the line holds.</summary>
    private const int Many = 80;

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
    public async Task Read_SecondMoveIsRefusedWhileTheFirstSocketIsStillRead_GivesWhatWasOnIt()
    {
        await using var bench = await EventSubBench.StartAsync(new EventSubBenchSettings { EventBuffer = 1 });
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.WaitAsync(() => bench.Server.Live is [{ Types.Count: 18 }], bench.Limit);
        var session = bench.Server.Live[0];
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Twitch.Faults.Next("/ws", async _ =>
        {
            await sent.Task.WaitAsync(bench.Limit);
            return false;
        });

        // The reader takes the first one only, so that the others stay on the old socket.
        await bench.Server.ReconnectAsync(session);
        await bench.SayAsync(1, Many);
        (await next).ShouldBeTrue();
        sent.TrySetResult();
        await bench.Server.WaitAsync(() => bench.Server.Moves == 1 && session.Sockets == 1, bench.Limit);
        bench.Twitch.Faults.Answer("/ws", 503);
        await bench.Server.ReconnectAsync(session);
        await bench.Server.WaitAsync(() => session.Sockets == 0, bench.Limit);

        await ReadRestAsync(events);
    }

    [Fact]
    public async Task Read_ClosedBeforeAllSubscriptionsAreMade_GivesWhatWasSentBefore()
    {
        await using var bench = await EventSubBench.StartAsync(new EventSubBenchSettings { EventBuffer = 1 });
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Twitch.Faults.Rule = async context =>
        {
            if (context.Request.Path == "/helix/eventsub/subscriptions" && bench.Server.Find(ChatType) is not null) await closed.Task.WaitAsync(bench.Limit);
            return false;
        };
        await using var events = bench.Read();
        var next = events.MoveNextAsync().AsTask();
        await bench.Server.SubscribedAsync(ChatType, bench.Limit);
        var session = bench.Server.Live[0];
        await bench.SayAsync(1, Many);
        (await next).ShouldBeTrue();

        await bench.Server.CloseAsync(session, 4005);
        bench.Twitch.Faults.Rule = null;
        closed.TrySetResult();
        await bench.Server.WaitAsync(() => session.Sockets == 0, bench.Limit);

        await ReadRestAsync(events);
    }

    /// <summary>The first was read already.</summary>
    private static async Task ReadRestAsync(IAsyncEnumerator<StreamEvent> events)
    {
        for (var id = 1; id <= Many; id++)
        {
            if (id > 1) (await events.MoveNextAsync()).ShouldBeTrue();
            events.Current.Id.ShouldBe($"{id}");
        }
    }
}
