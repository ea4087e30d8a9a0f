using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch;
using IShowTts.Integrations.Twitch.Irc;
using IShowTts.Integrations.Twitch.Text;
using IShowTts.TestKit;
using IShowTts.TestKit.Twitch;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Tests.Twitch;

/// <summary>One source at a time reads chat: EventSub, else IRC.</summary>
public sealed class ChatSwitchTests : IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly ChatSwitch _chat = new(new CheermotePrefixes([]));
    private readonly WatchedClock _clock = new();

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task Irc_EventSubTakesOver_StopsAfterAnOverlapAndComesBack()
    {
        await using var server = await LoopbackIrcServer.StartAsync();
        using var source = Make(server);
        await using var events = source.ReadAsync(_limit.Token).GetAsyncEnumerator(_limit.Token);
        var next = events.MoveNextAsync().AsTask();
        var first = await server.AcceptAndWelcomeAsync(_limit.Token);

        _chat.TellEventSub(true);
        await _clock.Asked(TimeSpan.FromSeconds(5), _limit.Token);
        await first.SendChatAsync("1", "ann", "still heard");
        (await next).ShouldBeTrue();
        next = events.MoveNextAsync().AsTask();
        var gone = first.ReceiveAsync(_limit.Token);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await Should.ThrowAsync<System.Net.WebSockets.WebSocketException>(gone);

        _chat.TellEventSub(false);
        var second = await server.AcceptAndWelcomeAsync(_limit.Token);
        await second.SendChatAsync("2", "ann", "back");
        (await next).ShouldBeTrue();
        ((ChatMessage)events.Current).Id.ShouldBe("2");
    }

    [Fact]
    public async Task Irc_EventSubReadsFromTheStart_DoesNotConnect()
    {
        await using var server = await LoopbackIrcServer.StartAsync();
        using var source = Make(server);
        _chat.TellEventSub(true);
        await using var events = source.ReadAsync(_limit.Token).GetAsyncEnumerator(_limit.Token);
        var next = events.MoveNextAsync().AsTask();
        source.Health.State.ShouldBe(SourceState.Idle);
        source.Health.Detail.ShouldContain("EventSub");

        await _limit.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(next);
    }

    [Fact]
    public async Task Irc_MessageThatEventSubGave_IsHeardOnceAndAnAnswerOfOursNever()
    {
        await using var server = await LoopbackIrcServer.StartAsync();
        using var source = Make(server);
        await using var events = source.ReadAsync(_limit.Token).GetAsyncEnumerator(_limit.Token);
        var next = events.MoveNextAsync().AsTask();
        var client = await server.AcceptAndWelcomeAsync(_limit.Token);
        _chat.Hear(new Cheer { Id = "twin", MessageId = "twin" }).ShouldBeTrue();
        _chat.TellWritten("3", "we said this");

        await client.SendChatAsync("twin", "ann", "x");
        await client.SendChatAsync("own", "bot", "we said this");
        await client.SendChatAsync("other", "ann", "y");

        (await next).ShouldBeTrue();
        ((ChatMessage)events.Current).Id.ShouldBe("other");
        _chat.Hear(events.Current).ShouldBeFalse();
    }

    [Fact]
    public void Hear_HeldMessageAndWhatHasNoMessage_AreNotTheMessage()
    {
        _chat.Hear(new ChatMessage { Id = "notice", MessageId = "m", IsHeld = true }).ShouldBeTrue();
        _chat.Hear(new Redemption { Id = "m" }).ShouldBeTrue();

        _chat.Hear(new ChatMessage { Id = "m", MessageId = "m" }).ShouldBeTrue();
        _chat.Hear(new ChatMessage { Id = "m", MessageId = "m" }).ShouldBeFalse();
    }

    private TwitchIrcEventSource Make(LoopbackIrcServer server)
    {
        var options = new TwitchOptions { Channel = "somechannel", IrcUrl = server.Url.ToString(), ReconnectMinSeconds = 0.005, ReconnectMaxSeconds = 0.05, HandshakeSeconds = 20 };
        return new TwitchIrcEventSource(
            Options.Create(options), new FakeTokenSource(), _clock, new Random(7).NextDouble, NullLogger<TwitchIrcEventSource>.Instance, _chat);
    }
}
