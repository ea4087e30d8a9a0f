using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch;
using IShowTts.Integrations.Twitch.Irc;
using IShowTts.TestKit.Twitch;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Tests.Twitch;

/// <summary>A loopback chat server, a source that reads it with short waits, and a limit for the whole test.</summary>
internal sealed class TwitchBench : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));

    private TwitchBench(LoopbackIrcServer server, TwitchIrcEventSource source, FakeTokenSource tokens) =>
        (Server, Source, Tokens) = (server, source, tokens);

    public LoopbackIrcServer Server { get; }

    public TwitchIrcEventSource Source { get; }

    public FakeTokenSource Tokens { get; }

    public CancellationToken Limit => _limit.Token;

    public static async Task<TwitchBench> StartAsync(Action<TwitchOptions>? change = null, TimeProvider? clock = null)
    {
        var server = await LoopbackIrcServer.StartAsync();
        var options = new TwitchOptions
        {
            Channel = "SomeChannel",
            IrcUrl = server.Url.ToString(),
            ReconnectMinSeconds = 0.005,
            ReconnectMaxSeconds = 0.05,
            SilenceSeconds = 60,
            HandshakeSeconds = 20,
        };
        change?.Invoke(options);
        var tokens = new FakeTokenSource();
        var source = new TwitchIrcEventSource(
            Options.Create(options), tokens, clock ?? TimeProvider.System, new Random(7).NextDouble, NullLogger<TwitchIrcEventSource>.Instance);
        return new TwitchBench(server, source, tokens);
    }

    /// <summary>Starts reading; events are taken one by one.</summary>
    public IAsyncEnumerator<StreamEvent> Read() => Source.ReadAsync(Limit).GetAsyncEnumerator(Limit);

    /// <summary>Ends a reading that waits.</summary>
    public async Task EndAsync(Task<bool> next)
    {
        await _limit.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(next);
    }

    public async ValueTask DisposeAsync()
    {
        await _limit.CancelAsync();
        await Server.DisposeAsync();
        Source.Dispose();
        _limit.Dispose();
    }
}
