using IShowTts.TestKit.Discord;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>Slash commands whose bridge is killed before Discord has the answer.</summary>
[Collection(DiscordCollection.Name)]
public sealed class DiscordAnswersTests
{
    private const int Deferred = 5;

    [SkippableFact]
    public async Task Bridge_KilledBeforeItsAnswersArrived_TheNextOneGivesThem()
    {
        await using var bench = await DiscordBench.StartAsync();
        var discord = bench.Discord;
        await discord.WaitUntilAsync(static state => state.Registrations.Any(static one => one.Commands == 1), "commands");
        // Discord lets nobody answer for a minute: the answers lie with the bridge, and the worker has given them away.
        await discord.FailRestAsync(429, 2, "webhooks", retryAfter: 60);
        var said = await discord.SendInteractionAsync(LoopbackWorld.Owner, "say", ("text", DiscordBench.Words(2)));
        var asked = await discord.SendInteractionAsync(LoopbackWorld.Owner, "status");
        await WaitRefusedAsync(discord, 2);
        var first = BridgeProcesses.Of(Environment.ProcessId).ShouldHaveSingleItem();

        BridgeProcesses.Kill(first);
        var state = await discord.WaitUntilAsync(
            state => state.Interaction(said)?.Content is { Length: > 0 } && state.Interaction(asked)?.Content is { Length: > 0 }, "both answers, by the next bridge");

        (state.Interaction(said)!.Acknowledged, state.Interaction(asked)!.Acknowledged).ShouldBe((Deferred, Deferred));
        state.Interaction(said)!.Content.ShouldBe("It will be spoken.");
        state.Interaction(asked)!.Content!.ShouldStartWith("TTS is on");
        BridgeProcesses.Of(Environment.ProcessId).ShouldHaveSingleItem().ShouldNotBe(first);
    }

    private static async Task WaitRefusedAsync(LoopbackDiscord discord, int times)
    {
        while (true)
        {
            var seen = discord.State.Calls;
            if ((await discord.CallsAsync()).Count(static call => call.EndsWith("/messages/@original 429", StringComparison.Ordinal)) == times)
            {
                return;
            }

            await discord.WaitUntilAsync(state => state.Calls > seen, "another call of the bridge");
        }
    }
}
