using IShowTts.Integrations.Discord;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>What is deleted, and who is banned, while nobody tells the bot: nothing of it is heard.</summary>
[Collection(DiscordCollection.Name)]
public sealed class DiscordDeletedMeanwhileTests
{
    private const string Deleted = "900000000000000101";
    private const string OfTheBanned = "900000000000000102";
    private const string Kept = "900000000000000103";
    private static readonly Actor s_robin = new("robin", "test");

    [SkippableFact]
    public async Task BridgeKilled_AndMessagesDeletedUntilItIsBack_NothingOfThemIsHeard()
    {
        // An output that Discord's absence does not stop: what is not held back is played at once.
        await using var bench = await DiscordBench.StartAsync(
            new Dictionary<string, string?> { ["Discord:TextChannels:0"] = LoopbackWorld.TextChannel, ["Outputs:Sinks:0"] = "null" }, settings: new WorkerFixtureSettings { KeepSources = true });
        await bench.WaitUntilAsync(() => bench.Bot.State.Phase == DiscordBotPhase.Ready, () => $"{bench.Bot.State}");
        await bench.Worker.Control.PauseAsync(s_robin, default);
        await bench.Discord.SendMessageAsync(Deleted, LoopbackWorld.Ann, DiscordBench.Words(2));
        await bench.Worker.WaitAsync(Deleted, UtteranceState.Synthesizing);
        await bench.Discord.SendMessageAsync(OfTheBanned, LoopbackWorld.Bob, DiscordBench.Words(2, 3));
        await bench.Discord.SendMessageAsync(Kept, LoopbackWorld.Moderator, DiscordBench.Words(2, 6));
        await bench.Worker.WaitAsync(Kept, UtteranceState.Queued);

        // In the dark no new bridge can look before all of it is done.
        await bench.Discord.GoDarkAsync();
        BridgeProcesses.Kill(BridgeProcesses.Of(Environment.ProcessId).ShouldHaveSingleItem());
        await bench.WaitUntilAsync(() => bench.Bot.State.Phase != DiscordBotPhase.Ready, () => $"{bench.Bot.State}");
        await bench.Discord.DeleteMessagesAsync(Deleted);
        await bench.Discord.BanAsync(LoopbackWorld.Bob);
        await bench.Discord.ComeBackAsync();
        await bench.Worker.Control.ResumeAsync(s_robin, default);

        await bench.Worker.WaitAsync(Kept, UtteranceState.Heard);
        var deleted = await bench.Worker.WaitAsync(Deleted, UtteranceState.Cancelled);
        var banned = await bench.Worker.WaitAsync(OfTheBanned, UtteranceState.Cancelled);
        (deleted.Reason!.Code, banned.Reason!.Code).ShouldBe((ReasonCodes.MessageDeleted, ReasonCodes.ViewerSilenced));
        new[] { deleted, banned }.ShouldAllBe(static one => !one.Timestamps.ContainsKey(UtteranceState.Playing));
        var messages = $"/channels/{LoopbackWorld.TextChannel}/messages";
        (await bench.Discord.CallsAsync()).Where(static call => call.Contains("/messages/9", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ShouldBe([$"GET {messages}/{Deleted} 404", $"GET {messages}/{OfTheBanned} 200", $"GET {messages}/{Kept} 200"]);
        bench.Worker.Alarms.Current.ShouldBeEmpty();
    }
}
