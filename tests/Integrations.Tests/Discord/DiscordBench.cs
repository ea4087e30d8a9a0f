using IShowTts.Integrations.Discord;
using IShowTts.TestKit;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Queue;

namespace IShowTts.Integrations.Tests.Discord;

/// <summary>A bot with two channels, <c>main</c> (sink 0) and <c>other</c> (sink 1), on a scripted bridge.</summary>
internal sealed class DiscordBench : IAsyncDisposable
{
    public const string Token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.AbCdEf.the-secret-part";
    public const string Guild = "200000000000000001";
    public const string Channel = "300000000000000001";
    public const string OtherGuild = "200000000000000002";
    public const string TextChannel = "300000000000000009";
    public static readonly TimeSpan Limit = ScriptedBridge.Limit;
    private readonly CancellationTokenSource stop = new();
    private readonly List<DiscordVoiceSink> sinks = [];
    private Task running = Task.CompletedTask;

    public DiscordBench(TimeProvider? pace = null, Action<DiscordOptions>? change = null)
    {
        var options = new DiscordOptions { Enabled = true, Token = Token, TextChannels = [TextChannel] };
        options.Channels["main"] = new() { GuildId = Guild, ChannelId = Channel };
        options.Channels["other"] = new() { GuildId = OtherGuild, ChannelId = "300000000000000002" };
        change?.Invoke(options);
        Options = new FixedOptions<DiscordOptions>(options);
        Bridge = new ScriptedBridge(pace);
        // No jitter: 0.5 is the middle of Polly's.
        Bot = new DiscordBot(options, Bridge, Clock, static () => 0.5, Logs.Of<DiscordBot>());
        Bot.Changed += Signal;
    }

    public WatchedClock Clock { get; } = new();

    public CollectedLogs Logs { get; } = new();

    public ScriptedBridge Bridge { get; }

    public FixedOptions<DiscordOptions> Options { get; }

    public DiscordBot Bot { get; }

    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Start() => running = Task.Run(() => Bot.RunAsync(stop.Token));

    public Task Ended => running.WaitAsync(Limit);

    public DiscordVoiceSink Sink(string name = "main")
    {
        var sink = (DiscordVoiceSink)new DiscordSinkProvider(Bot, Options, Clock).Create(name);
        sinks.Add(sink);
        return sink;
    }

    /// <summary>A bot that runs, and an open sink.</summary>
    public async Task<DiscordVoiceSink> OpenAsync()
    {
        var sink = Sink();
        Start();
        await sink.OpenAsync(default).AsTask().WaitAsync(Limit);
        return sink;
    }

    /// <summary>Waits until a bridge is waited for, and moves the clock to its end.</summary>
    /// <returns>How long the wait was.</returns>
    public async Task<TimeSpan> LetItTryAgainAsync()
    {
        // Waits with jitter are the only ones here that are no multiple of 50 ms, or that are so long.
        using var limit = new CancellationTokenSource(Limit);
        var wait = await Clock.Asked(static length => length > TimeSpan.FromSeconds(16) || (length > TimeSpan.Zero && length.TotalMilliseconds % 50 != 0), limit.Token);
        var launches = Bridge.Launches;
        Clock.Advance(wait);
        await Bridge.LaunchedAsync(launches + 1);
        return wait;
    }

    /// <summary>Waits until the bot is so.</summary>
    public async Task UntilAsync(Func<DiscordBot, bool> isSo, string what)
    {
        while (true)
        {
            var next = Volatile.Read(ref changed).Task;
            if (isSo(Bot))
            {
                return;
            }

            try
            {
                await next.WaitAsync(Limit);
            }
            catch (TimeoutException late)
            {
                throw new TimeoutException($"It did not come to this within {Limit}: {what}. It is {Bot.State}.", late);
            }
        }
    }

    public Task UntilVoiceAsync(DiscordVoicePhase phase, string name = "main")
        => UntilAsync(bot => bot.Voices.Single(voice => voice.Name == name).Phase == phase, $"{name} is {phase}");

    public async ValueTask DisposeAsync()
    {
        foreach (var sink in sinks)
        {
            await sink.DisposeAsync();
        }

        await stop.CancelAsync();
        await Bridge.DisposeAsync();
        await Ended;
        stop.Dispose();
    }

    private void Signal()
        => Interlocked.Exchange(ref changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
