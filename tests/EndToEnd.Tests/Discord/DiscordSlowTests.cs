using System.Text.Json.Nodes;
using IShowTts.TestKit;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Control;
using IShowTts.Worker.Hosting.Configuration;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>Discord takes no answer to a command later than 3 s after it was sent: a slow network and a slow worker, over the real bridge.</summary>
[Collection(DiscordCollection.Name)]
public sealed class DiscordSlowTests
{
    private const int Deferred = 5;
    private static readonly TimeSpan Rule = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan TooLate = TimeSpan.FromSeconds(3.1);

    /// <summary>To the bot, to Discord and back: an acknowledgement takes two of them, and what a worker that was asked first would add is a third.</summary>
    private static readonly TimeSpan Way = TimeSpan.FromSeconds(0.7);

    [SkippableFact]
    public async Task Commands_OnASlowNetwork_AreAcknowledgedInTimeWhateverTheWorkerDoes()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        var overrides = new HeldOverrides();
        await using var worker = await StartAsync(discord, overrides);
        await discord.SlowDownGatewayAsync(Way);
        await discord.SlowDownRestAsync(Way, Way, "interactions/");

        var id = "";
        await TimeLimit.ShouldBeKeptAsync(Rule, async _ =>
        {
            id = await discord.SendInteractionAsync(LoopbackWorld.Owner, "volume", ("percent", 50));
            return await AcknowledgedAsync(discord, id);
        });
        await overrides.Asked.WaitAsync(LoopbackDiscord.Limit);
        discord.State.Interaction(id).ShouldNotBeNull().ShouldSatisfyAllConditions(one => one.Acknowledged.ShouldBe(Deferred), one => one.Content.ShouldBeNull());
        // Choices cannot be deferred: they are there within the time, or none are.
        await TimeLimit.ShouldBeKeptAsync(Rule, async _ => await AcknowledgedAsync(discord, await discord.SendInteractionAsync(LoopbackWorld.Owner, "voice", ("voice*", ""))));

        overrides.GoOn();
        await discord.WaitUntilAsync(state => state.Interaction(id)?.Content is { Length: > 0 }, "the answer, once the worker is done");
        overrides.Calls.ShouldBe(1);
    }

    [SkippableFact]
    public async Task Commands_ThatReachTheBotTooLate_AreGivenUpAndTheSecondTryRunsOnce()
    {
        await using var discord = await LoopbackDiscord.StartAsync();
        await using var worker = await StartAsync(discord);

        string[] late =
        [
            await discord.SendLateInteractionAsync(TooLate, LoopbackWorld.Owner, "say", ("text", "hello once")),
            await discord.SendLateInteractionAsync(TooLate, LoopbackWorld.Owner, "pause"),
            await discord.SendLateInteractionAsync(TooLate, LoopbackWorld.Owner, "voice", ("voice*", "")),
        ];
        await discord.WaitUntilAsync(state => late.All(id => state.Interaction(id)?.Refused > 0), "all of them refused");
        var again = await discord.SendInteractionAsync(LoopbackWorld.Owner, "say", ("text", "hello once"));
        await discord.WaitUntilAsync(state => state.Interaction(again)?.Content is { Length: > 0 }, "an answer to the second try");

        (await worker.Control.GetStatusAsync(default)).IsPaused.ShouldBeFalse();
        (await worker.Queue.ListAsync(new UtteranceQuery(), default)).ShouldHaveSingleItem().SpokenText.ShouldContain("hello once");
        late.ShouldAllBe(id => discord.State.Interaction(id)!.Refused == 1, "nobody insists");
        (await discord.CallsAsync()).Count(static call => call.Contains("/webhooks/", StringComparison.Ordinal)).ShouldBe(1, "only the second try is answered");
    }

    /// <summary>From sending it to its callback; over the limit when Discord refused it.</summary>
    private static async Task<TimeSpan> AcknowledgedAsync(LoopbackDiscord discord, string id)
    {
        var state = await discord.WaitUntilAsync(now => now.Interaction(id) is { Acknowledged: > 0 } or { Refused: > 0 }, "a callback");
        var interaction = state.Interaction(id)!;
        return interaction.Refused > 0 ? TimeSpan.MaxValue : TimeSpan.FromMilliseconds(interaction.WaitedMs);
    }

    private static async Task<WorkerFixture> StartAsync(LoopbackDiscord discord, HeldOverrides? overrides = null)
    {
        var worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings
        {
            KeepSinks = true,
            ConfigureServices = services =>
            {
                if (overrides is not null) services.AddSingleton<IConfigurationOverrides>(overrides);
            },
            Configuration = new Dictionary<string, string?>(DiscordBench.Configure(discord)) { ["Outputs:Sinks:0"] = "null" },
        });
        await discord.WaitUntilAsync(static state => state.Registrations.Any(static one => one.Commands == 1), "commands on the server");
        return worker;
    }

    /// <summary>Takes its time until it may go on.</summary>
    private sealed class HeldOverrides : IConfigurationOverrides
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource mayGo = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int calls;

        public Task Asked => asked.Task;

        public int Calls => Volatile.Read(ref calls);

        public void GoOn() => mayGo.TrySetResult();

        public async ValueTask<OverridesResult> ApplyAsync(IReadOnlyDictionary<string, JsonNode?> changes, Actor actor, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref calls);
            asked.TrySetResult();
            await mayGo.Task.WaitAsync(cancellationToken);
            return new OverridesResult([], []);
        }
    }
}
