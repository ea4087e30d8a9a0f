using IShowTts.Integrations.Discord;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Discord;

/// <summary>Runs the Discord bot, and tells when it cannot run. Discord asks every bot to connect anew now and then, which takes a second: only a longer absence is an alarm.</summary>
internal sealed class DiscordBotService : BackgroundService
{
    private const string AlarmKey = "discord";
    private readonly IDiscordBot bot;
    private readonly IDiscordBotRunner runner;
    private readonly AlarmBoard alarms;
    private readonly TimeSpan patience;
    private readonly ITimer absence;
    private readonly Lock gate = new();
    private bool isAway;

    /// <summary>Makes it.</summary>
    /// <param name="bot">The bot.</param>
    /// <param name="runner">Runs it.</param>
    /// <param name="alarms">Where to tell.</param>
    /// <param name="options">How long it may be away from Discord without an alarm.</param>
    /// <param name="time">The clock.</param>
    public DiscordBotService(IDiscordBot bot, IDiscordBotRunner runner, AlarmBoard alarms, IOptions<DiscordOptions> options, TimeProvider time)
    {
        this.bot = bot;
        this.runner = runner;
        this.alarms = alarms;
        patience = TimeSpan.FromSeconds(options.Value.LostSeconds);
        absence = time.CreateTimer(static service => ((DiscordBotService)service!).OnLongAway(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        absence.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bot.Changed += Look;
        try
        {
            await runner.RunAsync(stoppingToken);
        }
        finally
        {
            bot.Changed -= Look;
        }
    }

    private void Look()
    {
        lock (gate)
        {
            var state = bot.State;
            Watch(state.Phase == DiscordBotPhase.Reconnecting);
            if (state.Phase == DiscordBotPhase.Failed)
            {
                alarms.Raise(AlarmKey, $"The Discord bot does not run: {state.Detail}");
            }
            else if (state is { Phase: DiscordBotPhase.Starting or DiscordBotPhase.Connecting, Detail.Length: > 0 })
            {
                alarms.Raise(AlarmKey, state.Detail);
            }
            else if (state.Phase is DiscordBotPhase.Ready or DiscordBotPhase.Stopped)
            {
                alarms.Clear(AlarmKey);
            }
        }
    }

    /// <summary>Counts from the first word of it: the bot tells of other changes meanwhile.</summary>
    private void Watch(bool away)
    {
        if (away != isAway)
        {
            isAway = away;
            absence.Change(away ? patience : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnLongAway()
    {
        lock (gate)
        {
            if (isAway && bot.State is { Phase: DiscordBotPhase.Reconnecting, Detail: var detail })
            {
                alarms.Raise(AlarmKey, detail);
            }
        }
    }
}
