using IShowTts.Integrations.Discord;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>The real worker with its real bridge at a loopback Discord; a fake engine speaks tones.</summary>
internal sealed class DiscordBench : IAsyncDisposable
{
    /// <summary>The longest wait for anything.</summary>
    public static readonly TimeSpan Limit = LoopbackDiscord.Limit;

    private static readonly string[] s_words =
    [
        "apple", "bridge", "candle", "dragon", "engine", "flower", "garden", "hammer", "island", "jacket", "kettle", "ladder", "mirror", "needle", "orange", "pencil", "quiver", "river", "silver",
    ];

    private DiscordBench(LoopbackDiscord discord, WorkerFixture worker)
    {
        Discord = discord;
        Worker = worker;
    }

    /// <summary>Discord.</summary>
    public LoopbackDiscord Discord { get; }

    /// <summary>The worker.</summary>
    public WorkerFixture Worker { get; }

    /// <summary>The bot.</summary>
    public IDiscordBot Bot => Worker.Get<IDiscordBot>();

    /// <summary>The channel named <c>main</c>.</summary>
    public DiscordVoiceState Voice => Bot.Voices.Single(voice => voice.Name == "main");

    /// <summary>Starts a loopback and a worker whose sink is <c>discord:main</c> in <see cref="LoopbackWorld.Channel"/>.</summary>
    /// <param name="configuration">Changes of the configuration.</param>
    /// <param name="prepare">Faults from the start; without it Ann is in the channel.</param>
    /// <param name="settings">The worker's parts.</param>
    public static async Task<DiscordBench> StartAsync(
        IReadOnlyDictionary<string, string?>? configuration = null, Func<LoopbackDiscord, Task>? prepare = null, WorkerFixtureSettings? settings = null)
    {
        var discord = await LoopbackDiscord.StartAsync();
        try
        {
            await (prepare?.Invoke(discord) ?? discord.JoinAsync(LoopbackWorld.Ann));
            var keys = Configure(discord);
            foreach (var (key, value) in configuration ?? new Dictionary<string, string?>()) keys[key] = value;
            var worker = await WorkerFixture.StartAsync((settings ?? new WorkerFixtureSettings()) with { KeepSinks = true, Configuration = keys });
            return new DiscordBench(discord, worker);
        }
        catch
        {
            await discord.DisposeAsync();
            throw;
        }
    }

    /// <summary>Configuration of a worker at a loopback.</summary>
    public static Dictionary<string, string?> Configure(LoopbackDiscord discord) => new()
    {
        ["Discord:Enabled"] = "true",
        ["Discord:Token"] = LoopbackWorld.Token,
        ["Discord:ApiUrl"] = discord.ApiUrl,
        ["Discord:ModulesFolder"] = LoopbackDiscord.RequireModules(),
        ["Discord:Channels:main:GuildId"] = LoopbackWorld.Guild,
        ["Discord:Channels:main:ChannelId"] = LoopbackWorld.Channel,
        ["Outputs:Sinks:0"] = "discord:main",
        ["Playout:OnSinkLost"] = nameof(InterruptedPolicy.Replay),
    };

    /// <summary>Waits until the channel named <c>main</c> is in a phase.</summary>
    public Task WaitAsync(DiscordVoicePhase phase) => WaitUntilAsync(() => Voice.Phase == phase, () => $"{phase}: {Voice}, {Bot.State}");

    /// <summary>Waits until something of the bot is so.</summary>
    /// <param name="condition">Tried now and at each change of the bot.</param>
    /// <param name="why">What there is instead, for the message.</param>
    public async Task WaitUntilAsync(Func<bool> condition, Func<string> why)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (condition()) met.TrySetResult();
        }

        Bot.Changed += Look;
        try
        {
            Look();
            await met.Task.WaitAsync(Limit);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"Not within {Limit.TotalSeconds} s: {why()}. Discord: {Discord.Describe()}", exception);
        }
        finally
        {
            Bot.Changed -= Look;
        }
    }

    /// <summary>Waits until a member has heard so many packets with sound.</summary>
    /// <param name="more">Beyond those heard already.</param>
    /// <param name="userId">The member.</param>
    public Task<LoopbackState> WaitHeardAsync(int more, string userId = LoopbackWorld.Ann)
    {
        var from = Discord.State.Listener(userId)?.Audio ?? 0;
        return Discord.WaitUntilAsync(state => state.Listener(userId)?.Audio >= from + more, $"{more} packets heard by {userId}");
    }

    /// <summary>Waits until the bot has said that it speaks no more, after the silence at the end.</summary>
    public async Task<LoopbackState> WaitQuietAsync(string guildId = LoopbackWorld.Guild)
    {
        await Discord.WaitUntilAsync(state => state.Current(guildId) is { Speaking: 0 }, "the bot stops to speak");
        // That came by another way than the packets before it.
        await Discord.SettleAsync();
        return Discord.State;
    }

    /// <summary>The samples that the engine gave when it was last asked for these words.</summary>
    /// <param name="words">Part of the text, as <see cref="Words"/> gave it.</param>
    public float[] Synthesized(string words) => Worker.Engine.Render(Worker.Engine.Requests.Last(request => request.Text.Contains(words, StringComparison.Ordinal)));

    /// <summary>A text of so many words, each a quarter of a second.</summary>
    /// <param name="count">How many.</param>
    /// <param name="from">The first; other numbers make other texts.</param>
    public static string Words(int count, int from = 0) => string.Join(' ', Enumerable.Range(from, count).Select(number => s_words[(number * 7) % s_words.Length]));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        await Discord.DisposeAsync();
    }
}
