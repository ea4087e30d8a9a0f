using IShowTts.Integrations.Discord;
using IShowTts.TestKit.Discord;
using IShowTts.Worker.Discord;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Discord;

/// <summary>When the bot's absence from Discord is an alarm.</summary>
public sealed class DiscordBotAlarmTests
{
    private const string Away = "The connection to Discord was lost and is being made again.";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider clock = new();
    private readonly FakeDiscordBot bot = new();
    private readonly List<string> raised = [];

    [Fact]
    public Task RoutineReconnect_IsNoAlarm_HoweverOften() => RunAsync(() =>
    {
        for (var i = 0; i < 3; i++)
        {
            Tell(DiscordBotPhase.Reconnecting, Away);
            clock.Advance(TimeSpan.FromSeconds(4.9));
            bot.State.Phase.ShouldBe(DiscordBotPhase.Reconnecting);
            Tell(DiscordBotPhase.Ready);
        }

        clock.Advance(TimeSpan.FromHours(1));
        raised.ShouldBeEmpty();
    });

    [Fact]
    public Task LongAbsence_IsAnAlarm_UntilItIsBack() => RunAsync(() =>
    {
        Tell(DiscordBotPhase.Reconnecting, Away);
        clock.Advance(TimeSpan.FromSeconds(3));
        bot.TellChanged(); // of a voice channel, for example: the count does not begin anew
        clock.Advance(TimeSpan.FromSeconds(1.9));
        raised.ShouldBeEmpty();
        clock.Advance(TimeSpan.FromSeconds(0.1));
        Tell(DiscordBotPhase.Ready);

        raised.ShouldBe([Away, "-"]);
    });

    [Fact]
    public Task BridgeThatEnds_OrTheWorker_EndsTheWait() => RunAsync(() =>
    {
        Tell(DiscordBotPhase.Reconnecting, Away);
        Tell(DiscordBotPhase.Starting, "The bridge ended.");
        Tell(DiscordBotPhase.Connecting);
        clock.Advance(TimeSpan.FromMinutes(1));
        Tell(DiscordBotPhase.Ready);
        Tell(DiscordBotPhase.Reconnecting, Away);
        Tell(DiscordBotPhase.Stopped);
        clock.Advance(TimeSpan.FromMinutes(1));

        raised.ShouldBe(["The bridge ended.", "-"]);
    });

    private void Tell(DiscordBotPhase phase, string detail = "")
    {
        bot.State = new DiscordBotState(phase, "", detail);
        bot.TellChanged();
    }

    private async Task RunAsync(Action story)
    {
        var alarms = new AlarmBoard(clock, NullLogger<AlarmBoard>.Instance);
        alarms.Changed += () => raised.Add(alarms.Current.SingleOrDefault()?.Text ?? "-");
        using var service = new DiscordBotService(bot, new Runner(story), alarms, Options.Create(new DiscordOptions { LostSeconds = 5 }), clock);
        await service.StartAsync(CancellationToken.None);
        await service.ExecuteTask!.WaitAsync(Limit);
    }

    private sealed class Runner(Action story) : IDiscordBotRunner
    {
        public Task RunAsync(CancellationToken cancellationToken)
        {
            story();
            return Task.CompletedTask;
        }
    }
}
