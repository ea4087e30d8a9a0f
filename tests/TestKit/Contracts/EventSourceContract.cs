using IShowTts.Integrations.Events;
using Shouldly;
using Xunit;

namespace IShowTts.TestKit.Contracts;

/// <summary>What every event source must do. An implementation's test class inherits it and says how its source is fed.</summary>
public abstract class EventSourceContract
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Read_Messages_ComeInOrder()
    {
        var events = await ReadAsync(3, Chat("1", "one"), Chat("2", "two"), Chat("3", "three"));

        events.Cast<ChatMessage>().Select(chat => chat.Message.Text).ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public async Task Read_RepeatedId_IsGivenOnce()
    {
        var events = await ReadAsync(2, Chat("1", "one"), Chat("1", "one"), Chat("2", "two"));

        events.Cast<ChatMessage>().Select(chat => chat.Message.Text).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Read_LineThatCannotBeRead_IsPassedOver()
    {
        var events = await ReadAsync(2, Chat("1", "one"), "@@@ !!! :", "@id=x :nobody@ USERNOTICE", Chat("2", "two"));

        events.Cast<ChatMessage>().Select(chat => chat.Message.Text).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Read_Event_TellsSourceIdChannelAndTime()
    {
        var streamEvent = (await ReadAsync(1, Chat("1", "one"))).ShouldHaveSingleItem();

        streamEvent.Source.ShouldNotBeEmpty();
        streamEvent.Id.ShouldNotBeEmpty();
        streamEvent.Channel.ShouldBe("somechannel");
        streamEvent.At.ShouldBeGreaterThan(default);
    }

    [Fact]
    public async Task Read_TwiceAtOnce_IsRefused()
    {
        using var limit = new CancellationTokenSource(s_limit);
        await using var bench = await StartAsync([Chat("1", "one"), Chat("2", "two")], limit.Token);
        await using var first = bench.Source.ReadAsync(limit.Token).GetAsyncEnumerator(limit.Token);
        (await first.MoveNextAsync()).ShouldBeTrue();

        await using var second = bench.Source.ReadAsync(limit.Token).GetAsyncEnumerator(limit.Token);

        await Should.ThrowAsync<InvalidOperationException>(async () => await second.MoveNextAsync());
    }

    [Fact]
    public async Task Read_Cancelled_EndsAndMayBeReadAgain()
    {
        using var limit = new CancellationTokenSource(s_limit);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        await using var bench = await StartAsync([Chat("1", "one"), Chat("2", "two")], limit.Token);
        await using (var events = bench.Source.ReadAsync(stop.Token).GetAsyncEnumerator(stop.Token))
        {
            (await events.MoveNextAsync()).ShouldBeTrue();
            await stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(async () =>
            {
                while (await events.MoveNextAsync())
                {
                }
            });
        }

        bench.Source.Health.State.ShouldBe(SourceState.Idle);
        await using var again = bench.Source.ReadAsync(limit.Token).GetAsyncEnumerator(limit.Token);
        (await again.MoveNextAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Health_BeforeAndWhileReading_IsTold()
    {
        using var limit = new CancellationTokenSource(s_limit);
        await using var bench = await StartAsync([Chat("1", "one")], limit.Token);
        bench.Source.Health.State.ShouldBe(SourceState.Idle);
        bench.Source.Health.LastEventAt.ShouldBeNull();

        await using var events = bench.Source.ReadAsync(limit.Token).GetAsyncEnumerator(limit.Token);
        (await events.MoveNextAsync()).ShouldBeTrue();

        bench.Source.Health.State.ShouldBe(SourceState.Connected);
        bench.Source.Health.LastEventAt.ShouldNotBeNull();
        bench.Source.Name.ShouldNotBeEmpty();
    }

    /// <summary>Makes a source that will give these IRC lines of the channel <c>somechannel</c> whenever it is read, with nothing read yet.</summary>
    /// <param name="lines">Raw lines.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    protected abstract Task<EventSourceBench> StartAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken);

    private static string Chat(string id, string text) =>
        $"@badges=;display-name=Ann;emotes=;id={id};user-id=7 :ann!ann@ann.tmi.twitch.tv PRIVMSG #somechannel :{text}";

    private async Task<List<StreamEvent>> ReadAsync(int count, params string[] lines)
    {
        using var limit = new CancellationTokenSource(s_limit);
        await using var bench = await StartAsync(lines, limit.Token);
        List<StreamEvent> events = [];
        await foreach (var streamEvent in bench.Source.ReadAsync(limit.Token))
        {
            events.Add(streamEvent);
            if (events.Count == count) break;
        }

        return events;
    }
}
