using IShowTts.Integrations.Discord;
using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Discord;

/// <summary>Runs the Discord bot, and tells when it cannot run.</summary>
internal sealed class DiscordBotService(IDiscordBot bot, IDiscordBotRunner runner, AlarmBoard alarms) : BackgroundService
{
    private const string AlarmKey = "discord";

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
        var state = bot.State;
        if (state.Phase == DiscordBotPhase.Failed)
        {
            alarms.Raise(AlarmKey, $"The Discord bot does not run: {state.Detail}");
        }
        else if (state is { Phase: DiscordBotPhase.Starting or DiscordBotPhase.Connecting or DiscordBotPhase.Reconnecting, Detail.Length: > 0 })
        {
            alarms.Raise(AlarmKey, state.Detail);
        }
        else if (state.Phase is DiscordBotPhase.Ready or DiscordBotPhase.Stopped)
        {
            alarms.Clear(AlarmKey);
        }
    }
}
