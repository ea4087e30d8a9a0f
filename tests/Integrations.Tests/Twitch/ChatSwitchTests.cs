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
    private readonly WatchedClock _clock = new();
    private readonly ChatSwitch _chat;

    public ChatSwitchTests() => _chat = new ChatSwitch(new CheermotePrefixes([]), _clock);

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

    [Fact]
    public async Task Irc_OverlapEndsWhileTheReaderIsBusy_GivesEverythingThatWasHeard()
    {
        await using var server = await LoopbackIrcServer.StartAsync();
        using var source = Make(server, eventBuffer: 1);
        await using var events = source.ReadAsync(_limit.Token).GetAsyncEnumerator(_limit.Token);
        var next = events.MoveNextAsync().AsTask();
        var client = await server.AcceptAndWelcomeAsync(_limit.Token);
        // One WebSocket message: who has the first line has all of them.
        await client.SendAsync([.. Enumerable.Range(1, 5).Select(static id => $"@id={id};user-id=7;tmi-sent-ts=1 :ann!ann@ann.tmi.twitch.tv PRIVMSG #somechannel :hi")]);
        (await next).ShouldBeTrue();

        _chat.TellEventSub(true);
        await _clock.Asked(TimeSpan.FromSeconds(5), _limit.Token);
        _clock.Advance(TimeSpan.FromSeconds(5));

        for (var id = 2; id <= 5; id++)
        {
            (await events.MoveNextAsync()).ShouldBeTrue();
            ((ChatMessage)events.Current).Id.ShouldBe($"{id}");
        }
    }

    [Theory]
    [InlineData("skipped", 0, true)]
    [InlineData("@ann skipped", 0, true)]
    [InlineData("skipped", 60, true)]
    [InlineData("skipped", 61, false)]
    [InlineData("I skipped", 0, false)]
    [InlineData("@ann I skipped", 0, false)]
    [InlineData("@skipped", 0, false)]
    [InlineData("@ skipped", 0, false)]
    [InlineData("Skipped", 0, false)]
    public void IsOwn_Line_IsTheWholeLineOfTheLastMinute(string text, int seconds, bool isOwn)
    {
        _chat.TellWritten("3", "skipped");
        _clock.Advance(TimeSpan.FromSeconds(seconds));

        _chat.IsOwn(Line("4", text)).ShouldBeFalse();
        _chat.IsOwn(Line("3", text)).ShouldBe(isOwn);
        _chat.IsOwn(Line("3", text)).ShouldBeFalse();
    }

    [Fact]
    public void IsOwn_LineThatWasNotWritten_IsNot()
    {
        _chat.TellWritten("3", "skipped");
        _chat.TellWritten("3", "skipped");

        _chat.TellNotWritten("3", "skipped");

        _chat.IsOwn(Line("3", "skipped")).ShouldBeTrue();
        _chat.IsOwn(Line("3", "skipped")).ShouldBeFalse();
    }

    private static ChatMessage Line(string userId, string text) => new() { Viewer = new Viewer(userId, "bot", "Bot"), Message = MessageText.Plain(text) };

    private TwitchIrcEventSource Make(LoopbackIrcServer server, int eventBuffer = 1_000)
    {
        var options = new TwitchOptions { Channel = "somechannel", IrcUrl = server.Url.ToString(), ReconnectMinSeconds = 0.005, ReconnectMaxSeconds = 0.05, HandshakeSeconds = 20, EventBuffer = eventBuffer };
        return new TwitchIrcEventSource(
            Options.Create(options), new FakeTokenSource(), _clock, new Random(7).NextDouble, NullLogger<TwitchIrcEventSource>.Instance, _chat);
    }
}
