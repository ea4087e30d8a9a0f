using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch;
using IShowTts.Integrations.Twitch.Irc;
using IShowTts.TestKit;
using IShowTts.TestKit.Twitch;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Tests.Twitch.EventSub;

/// <summary>Chat over IRC beside an <see cref="EventSubStorm"/>. Once joined it stays, as the clock of its overlap with EventSub stands still.</summary>
internal sealed class EventSubStormIrc : IAsyncDisposable
{
    private readonly LoopbackIrcServer _server;
    private readonly TwitchIrcEventSource _source;
    private readonly CancellationToken _limit;
    private LoopbackIrcClient? _client;

    private EventSubStormIrc(LoopbackIrcServer server, TwitchIrcEventSource source, CancellationToken limit) => (_server, _source, _limit) = (server, source, limit);

    /// <summary>What is to be read.</summary>
    public IEventSource Source => _source;

    /// <summary>Starts a server, and makes a source that shares the switch of a bench.</summary>
    public static async Task<EventSubStormIrc> StartAsync(EventSubBench bench)
    {
        var server = await LoopbackIrcServer.StartAsync();
        var options = new TwitchOptions { Channel = bench.Options.Channel, IrcUrl = server.Url.ToString(), HandshakeSeconds = 20 };
        var source = new TwitchIrcEventSource(
            Options.Create(options), new FakeTokenSource(), new WatchedClock(), static () => 0.5, NullLogger<TwitchIrcEventSource>.Instance, bench.Chat);
        return new EventSubStormIrc(server, source, bench.Limit);
    }

    /// <summary>Waits until the source, which is being read, has joined.</summary>
    public async Task JoinAsync() => _client = await _server.AcceptAndWelcomeAsync(_limit);

    /// <summary>Sends a chat message.</summary>
    public Task SayAsync(string id) => _client!.SendChatAsync(id, "ann", "hello").WaitAsync(_limit);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _source.Dispose();
    }
}
