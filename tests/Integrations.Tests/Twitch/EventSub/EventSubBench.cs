using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch;
using IShowTts.Integrations.Twitch.EventSub;
using IShowTts.Integrations.Twitch.Helix;
using IShowTts.Integrations.Twitch.Text;
using IShowTts.TestKit.Twitch.Loopback;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Integrations.Tests.Twitch.EventSub;

/// <summary>A loopback Twitch, an account, a source that reads it with short waits, and a limit for the whole test.</summary>
internal sealed class EventSubBench : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit;
    private readonly HelixClient _helix;

    private EventSubBench(LoopbackTwitch twitch, FakeTwitchAccount account, TwitchOptions options, EventSubBenchSettings settings)
    {
        (Twitch, Account, Options) = (twitch, account, options);
        _limit = new CancellationTokenSource(settings.Limit);
        var clock = settings.Clock ?? TimeProvider.System;
        var wrapped = Microsoft.Extensions.Options.Options.Create(options);
        _helix = new HelixClient(wrapped, account, TimeProvider.System, static () => 0.5, NullLogger<HelixClient>.Instance);
        Chat = new ChatSwitch(new CheermotePrefixes([]), clock);
        Subscriptions = new HelixEventSub(_helix);
        var parts = new EventSubParts(account, Subscriptions, new HelixChat(_helix), null, settings.Backfills);
        Source = new TwitchEventSubSource(wrapped, parts, Chat, clock, static () => 0.5, NullLogger<TwitchEventSubSource>.Instance);
    }

    public LoopbackTwitch Twitch { get; }

    public LoopbackEventSub Server => Twitch.EventSub;

    public FakeTwitchAccount Account { get; }

    public TwitchOptions Options { get; }

    public ChatSwitch Chat { get; }

    public HelixEventSub Subscriptions { get; }

    public TwitchEventSubSource Source { get; }

    public CancellationToken Limit => _limit.Token;

    public static async Task<EventSubBench> StartAsync(EventSubBenchSettings? settings = null)
    {
        settings ??= new EventSubBenchSettings();
        var twitch = await LoopbackTwitch.StartAsync();
        var account = new FakeTwitchAccount(twitch);
        if (settings.SignIn) account.SignIn(settings.Scopes);
        var options = new TwitchOptions
        {
            Channel = LoopbackTwitch.BroadcasterLogin,
            ClientId = LoopbackTwitch.ClientId,
            HelixUrl = twitch.Configuration["Twitch:HelixUrl"]!,
            EventSubUrl = twitch.Configuration["Twitch:EventSubUrl"]!,
            ReconnectMinSeconds = 0.005,
            ReconnectMaxSeconds = 0.05,
            HandshakeSeconds = 20,
            EventBuffer = settings.EventBuffer,
        };
        return new EventSubBench(twitch, account, options, settings);
    }

    /// <summary>Starts reading; events are taken one by one.</summary>
    public IAsyncEnumerator<StreamEvent> Read() => Source.ReadAsync(Limit).GetAsyncEnumerator(Limit);

    /// <summary>Sends a chat message that must find a reader.</summary>
    public async Task SayAsync(string id, string text = "hello") => (await Server.NotifyAsync(EventSubBodies.ChatType, EventSubBodies.ChatBody(id, text))).ShouldBeTrue();

    /// <summary>Sends chat messages <c>FROM</c> to <c>TO</c>, one after the other.</summary>
    public async Task SayAsync(int from, int to)
    {
        for (var id = from; id <= to; id++) await SayAsync($"{id}");
    }

    /// <summary>Ends a reading that waits.</summary>
    public async Task EndAsync(Task<bool> next)
    {
        await _limit.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(next);
    }

    public async ValueTask DisposeAsync()
    {
        await _limit.CancelAsync();
        await Twitch.DisposeAsync();
        Source.Dispose();
        _helix.Dispose();
        _limit.Dispose();
    }
}
