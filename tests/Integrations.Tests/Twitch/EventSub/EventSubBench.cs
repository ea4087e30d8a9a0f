using System.Text.Json.Nodes;
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
    public const string ChatType = "channel.chat.message";
    public const string RedeemType = "channel.channel_points_custom_reward_redemption.add";

    private readonly CancellationTokenSource _limit;
    private readonly HelixClient _helix;

    private EventSubBench(LoopbackTwitch twitch, FakeTwitchAccount account, TwitchOptions options, EventSubBenchSettings settings)
    {
        (Twitch, Account, Options) = (twitch, account, options);
        _limit = new CancellationTokenSource(settings.Limit);
        var clock = settings.Clock ?? TimeProvider.System;
        var wrapped = Microsoft.Extensions.Options.Options.Create(options);
        _helix = new HelixClient(wrapped, account, TimeProvider.System, static () => 0.5, NullLogger<HelixClient>.Instance);
        Chat = new ChatSwitch(new CheermotePrefixes([]));
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
        };
        return new EventSubBench(twitch, account, options, settings);
    }

    public static JsonObject ChatBody(string id, string text = "hello", string login = "ann", string userId = "7") => new()
    {
        ["broadcaster_user_id"] = LoopbackTwitch.BroadcasterId,
        ["broadcaster_user_login"] = LoopbackTwitch.BroadcasterLogin,
        ["chatter_user_id"] = userId,
        ["chatter_user_login"] = login,
        ["chatter_user_name"] = login,
        ["message_id"] = id,
        ["message"] = new JsonObject { ["text"] = text, ["fragments"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text, ["emote"] = null }) },
        ["message_type"] = "text",
        ["badges"] = new JsonArray(),
        ["cheer"] = null,
        ["reply"] = null,
    };

    public static JsonObject RedeemBody(string id, string text = "hello") => new()
    {
        ["id"] = id,
        ["broadcaster_user_id"] = LoopbackTwitch.BroadcasterId,
        ["broadcaster_user_login"] = LoopbackTwitch.BroadcasterLogin,
        ["user_id"] = "7",
        ["user_login"] = "ann",
        ["user_name"] = "Ann",
        ["user_input"] = text,
        ["status"] = "unfulfilled",
        ["reward"] = new JsonObject { ["id"] = "reward", ["title"] = "Say it", ["cost"] = 5, ["prompt"] = null },
    };

    /// <summary>Starts reading; events are taken one by one.</summary>
    public IAsyncEnumerator<StreamEvent> Read() => Source.ReadAsync(Limit).GetAsyncEnumerator(Limit);

    /// <summary>Sends a chat message that must find a reader.</summary>
    public async Task SayAsync(string id, string text = "hello") => (await Server.NotifyAsync(ChatType, ChatBody(id, text))).ShouldBeTrue();

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
