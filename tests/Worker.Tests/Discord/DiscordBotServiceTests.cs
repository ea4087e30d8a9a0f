using IShowTts.Integrations.Discord;
using IShowTts.TestKit.Discord;
using IShowTts.Worker.Discord;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Tests.Discord;

public sealed class DiscordBotServiceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly AlarmBoard alarms = new(TimeProvider.System, NullLogger<AlarmBoard>.Instance);

    [Fact]
    public async Task Alarm_StandsWhileTheBotCannotRun_AndNotWhenTheWorkerEnds()
    {
        var seen = new List<string>();
        var bot = new FakeDiscordBot();
        using var service = new DiscordBotService(bot, new Runner(bot, [
            new(DiscordBotPhase.Connecting),
            new(DiscordBotPhase.Connecting, "", "Discord cannot be reached: ENOTFOUND."),
            new(DiscordBotPhase.Ready),
            new(DiscordBotPhase.Starting, "bridge-gone", "The bridge ended."),
            new(DiscordBotPhase.Connecting),
            new(DiscordBotPhase.Ready),
            new(DiscordBotPhase.Failed, "bad-token", "Copy a new one."),
            new(DiscordBotPhase.Stopped, "stopped", "The worker is ending."),
        ], () => seen.Add(alarms.Current.SingleOrDefault()?.Text ?? "-")), alarms, Options.Create(new DiscordOptions()), TimeProvider.System);

        await service.StartAsync(CancellationToken.None);
        await service.ExecuteTask!.WaitAsync(Limit);

        seen.ShouldBe(["-", "Discord cannot be reached: ENOTFOUND.", "-", "The bridge ended.", "The bridge ended.", "-", "The Discord bot does not run: Copy a new one.", "-"]);
    }

    private sealed class Runner(FakeDiscordBot bot, DiscordBotState[] states, Action look) : IDiscordBotRunner
    {
        public Task RunAsync(CancellationToken cancellationToken)
        {
            foreach (var state in states)
            {
                bot.State = state;
                bot.TellChanged();
                look();
            }

            return Task.CompletedTask;
        }
    }
}
