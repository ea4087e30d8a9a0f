using System.Threading.Channels;
using IShowTts.Integrations.Discord.Link;
using IShowTts.Integrations.Events;
using Microsoft.Extensions.Logging;
using Polly;

namespace IShowTts.Integrations.Discord;

/// <summary>The bot: keeps a bridge running, knows what it told, and tells it what is wished.</summary>
internal sealed partial class DiscordBot : IDiscordBot, IDiscordBotRunner
{
    private const int MaxInteractions = 100;
    private const int MaxChoices = 25;
    private static readonly TimeSpan InspectLimit = TimeSpan.FromSeconds(10);

    /// <summary>The bridge asks Discord twice and waits where Discord limits how often it is asked.</summary>
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(30);
    private readonly DiscordOptions options;
    private readonly IBridgeLauncher launcher;
    private readonly TimeProvider clock;
    private readonly ILogger<DiscordBot> logger;
    private readonly BridgeOutput output;
    private readonly ResiliencePipeline pipeline;
    private readonly VoiceLine[] lines;
    private readonly GuildBook guilds = new();
    private readonly CommandBook commands = new();
    private readonly QuestionBook<DiscordInspection> inspections = new();
    private readonly QuestionBook<DiscordLook> looks = new();
    private readonly InteractionBook pending;
    private readonly TextInbox texts = new();
    private readonly Channel<DiscordInteraction> interactions = Channel.CreateBounded<DiscordInteraction>(new BoundedChannelOptions(MaxInteractions) { SingleWriter = true });
    private readonly Lock gate = new();
    private BridgeConnection? connection;
    private DiscordBotState state = new(DiscordBotPhase.Starting);
    private string nodeVersion = "";
    private long interruptions;
    private long lastWord = long.MinValue;

    /// <summary>Makes one that does nothing until <see cref="RunAsync"/>.</summary>
    /// <param name="options">The bot.</param>
    /// <param name="launcher">Starts bridges.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="random">Numbers from 0 to below 1, for waits.</param>
    /// <param name="logger">For what people should know.</param>
    public DiscordBot(DiscordOptions options, IBridgeLauncher launcher, TimeProvider clock, Func<double> random, ILogger<DiscordBot> logger)
    {
        this.options = options;
        this.launcher = launcher;
        this.clock = clock;
        this.logger = logger;
        output = new BridgeOutput(options.Token, clock, logger);
        pending = new InteractionBook(clock);
        pipeline = ReconnectPolicy.Create<BridgeLostException>(1, 60, clock, random, OnRetry);
        lines = [.. options.Channels
            .OrderBy(static channel => channel.Key, StringComparer.Ordinal)
            .Select((channel, index) => new VoiceLine(this, channel.Key, (byte)index, channel.Value))];
    }

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public DiscordBotState State
    {
        get
        {
            lock (gate)
            {
                return state;
            }
        }
    }

    /// <inheritdoc/>
    public string NodeVersion
    {
        get
        {
            lock (gate)
            {
                return nodeVersion;
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<DiscordGuild> Guilds => guilds.All;

    /// <inheritdoc/>
    public IReadOnlyList<DiscordVoiceState> Voices => [.. lines.Select(Describe)];

    /// <inheritdoc/>
    public long Interruptions
    {
        get
        {
            lock (gate)
            {
                return interruptions;
            }
        }
    }

    /// <inheritdoc/>
    public ChannelReader<DiscordInteraction> Interactions => interactions.Reader;

    /// <inheritdoc/>
    public ChannelReader<DiscordTextEvent> Texts => texts;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DiscordRegistration>> RegisterAsync(IReadOnlyList<DiscordCommandSet> sets, CancellationToken cancellationToken)
    {
        var answers = commands.Add(sets, out var orders);
        foreach (var order in orders)
        {
            Send(OrderOf(order));
        }

        return await answers.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask JoinAsync(string name, string? channelId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var line = RequireLine(name);
        if (channelId is not null && !DiscordId.IsValid(channelId))
        {
            throw new DiscordException("unknown-channel", $"This is no id of a voice channel. {DiscordId.Rule}");
        }

        line.WishFor(channelId);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask LeaveAsync(string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RequireLine(name).WishAway();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<DiscordInspection> InspectAsync(string guildId, string channelId, CancellationToken cancellationToken) => AskAsync(
        inspections,
        id => BridgeFrames.Of(new BridgeOrders.Inspect { Id = id, GuildId = guildId, ChannelId = channelId }, BridgeJsonContext.Default.Inspect),
        InspectLimit,
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<DiscordLook> LookAsync(DiscordLookRequest request, CancellationToken cancellationToken) => AskAsync(
        looks,
        id => BridgeFrames.Of(
            new BridgeOrders.Look { Id = id, GuildId = request.GuildId, ChannelId = request.ChannelId, MessageId = request.MessageId, UserId = request.UserId }, BridgeJsonContext.Default.Look),
        LookLimit,
        cancellationToken);

    /// <summary>When the bridge that runs last said anything, a time stamp of the clock; null when none runs, or before its first word.</summary>
    public long? LastWord => Interlocked.Read(ref lastWord) is var told && told == long.MinValue ? null : told;

    /// <summary>The voice channel of a name.</summary>
    /// <param name="name">Key in <c>Discord:Channels</c>.</param>
    /// <returns>Null when there is none.</returns>
    public VoiceLine? Find(string name) => lines.FirstOrDefault(line => string.Equals(line.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>How a voice channel is, in words.</summary>
    /// <param name="line">It.</param>
    public DiscordVoiceState Describe(VoiceLine line)
    {
        var told = line.Condition;
        var bot = State;
        var channelId = told.ChannelId.Length > 0 ? told.ChannelId : line.Wish ?? "";
        var channel = guilds.NameOf(line.GuildId, channelId);
        if (told.Phase == DiscordVoicePhase.Unknown && line.Wish is null)
        {
            told = new VoiceCondition(DiscordVoicePhase.Left);
        }

        var isBot = told.Phase == DiscordVoicePhase.Unknown && bot.Detail.Length > 0;
        return new DiscordVoiceState(
            line.Name,
            line.GuildId,
            told.Phase,
            isBot ? bot.Reason : told.Reason,
            isBot ? bot.Detail : VoiceTexts.Describe(told, channel),
            channelId,
            channel == channelId ? "" : channel,
            told.Listeners,
            told.IsEncrypted)
        {
            IsUsed = line.Listener is not null,
        };
    }

    /// <summary>Tells the bridge what is wished of a voice channel that a sink speaks in.</summary>
    /// <param name="line">It.</param>
    public void CarryOut(VoiceLine line)
    {
        if (line.Listener is not null)
        {
            Send(OrderOf(line));
        }

        line.Listener?.OnChanged();
        TellChanged();
    }

    /// <summary>Sends a frame to the bridge; drops it when none is running, as everything begins anew then.</summary>
    /// <param name="frame">It.</param>
    public void Send(BridgeBytes frame)
    {
        BridgeConnection? current;
        lock (gate)
        {
            current = connection;
        }

        if (current is null)
        {
            frame.Return();
        }
        else
        {
            current.Send(frame);
        }
    }

    /// <summary>Ends the bridge at once.</summary>
    /// <param name="name">Whose voice channel must be silent.</param>
    /// <param name="reason">Why.</param>
    public void Cut(string name, string reason)
    {
        BridgeConnection? current;
        lock (gate)
        {
            current = connection;
        }

        Log.Cut(logger, name, reason);
        current?.Kill();
    }
}
