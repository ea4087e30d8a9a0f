using IShowTts.Integrations.Discord;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>What trying again cannot mend ends for good and says why; being alone is no trouble at all.</summary>
public sealed class DiscordEndTests
{
    /// <summary>The bridge tries what can get better again after 0.4 s, give or take a quarter: who does not within this does not.</summary>
    private static readonly TimeSpan LongerThanARetry = TimeSpan.FromSeconds(1.5);

    [SkippableFact]
    public async Task Voice_RefusedWith4017_IsAskedForOnceAndAnAlarmSaysWhy()
    {
        await using var bench = await DiscordBench.StartAsync(prepare: async discord =>
        {
            await discord.RefuseVoiceAsync(4017);
            await discord.JoinAsync(LoopbackWorld.Ann);
        });

        await bench.WaitAsync(DiscordVoicePhase.Stopped);

        bench.Voice.Reason.ShouldBe("dave-required");
        bench.Voice.Detail.ShouldContain("encryption");
        await WaitAlarmAsync(bench, "encryption");
        await Task.Delay(LongerThanARetry, TimeProvider.System);
        // The gateway goes on, so that a join after it would be seen before the answer to this.
        var id = await bench.Discord.SendInteractionAsync(LoopbackWorld.Moderator, "status");
        await bench.Discord.WaitUntilAsync(state => state.Interaction(id)?.Acknowledged > 0, "the bot acknowledges");
        (bench.Discord.State.Voice.Joins, bench.Discord.State.Voice.Identifies).ShouldBe((1, 1));
    }

    [SkippableFact]
    public async Task Login_WithABadToken_IsTriedOnceAndNotAgain()
    {
        await using var bench = await DiscordBench.StartAsync(new Dictionary<string, string?> { ["Discord:Token"] = "somebody.elses.token" });

        await bench.WaitUntilAsync(() => bench.Bot.State.Phase == DiscordBotPhase.Failed, () => bench.Bot.State.ToString());

        bench.Bot.State.Reason.ShouldBe("bad-token");
        bench.Bot.State.Detail.ShouldNotContain("somebody");
        await WaitAlarmAsync(bench, "token");
        (await bench.Discord.CallsAsync()).Count(call => call.EndsWith(" 401", StringComparison.Ordinal)).ShouldBe(1);
        bench.Discord.State.Gateway.Identifies.ShouldBe(0);
    }

    [SkippableFact]
    public async Task Channel_ThatEverybodyLeft_IsLeftAndComeBackToWithoutAnAlarm()
    {
        await using var bench = await DiscordBench.StartAsync(new Dictionary<string, string?> { ["Discord:LeaveWhenAloneMinutes"] = "0.02" });
        await bench.WaitAsync(DiscordVoicePhase.Ready);

        await bench.Discord.LeaveAsync(LoopbackWorld.Ann);
        await bench.WaitAsync(DiscordVoicePhase.Away);
        var away = await bench.Discord.WaitUntilAsync(state => state.Seats.Count == 0, "the bot leaves");
        var alarms = bench.Worker.Alarms.Current;
        bench.Worker.Source.Give(Chat.Bits("m1", "ann", 500, DiscordBench.Words(4)));
        await bench.Discord.JoinAsync(LoopbackWorld.Ann);
        await bench.Worker.WaitAsync("m1", UtteranceState.Heard);
        await bench.WaitQuietAsync();

        away.Voice.Leaves.ShouldBe(1);
        alarms.ShouldBeEmpty();
        bench.Discord.State.Voice.Joins.ShouldBe(2);
        Likeness.Of((await bench.Discord.HearAsync(LoopbackWorld.Ann)).Sound, bench.Synthesized(DiscordBench.Words(4))).ShouldBeGreaterThan(0.99);
        bench.Discord.State.Plaintext.ShouldBe(0);
    }

    [SkippableTheory]
    [Trait("Category", "Full")]
    [InlineData(4021, "rate-limited")]
    [InlineData(4022, "call-ended")]
    public async Task Voice_ClosedForGood_IsNotJoinedAgain(int code, string reason)
    {
        await using var bench = await DiscordBench.StartAsync();
        await bench.WaitAsync(DiscordVoicePhase.Ready);

        await bench.Discord.CloseVoiceAsync(code);
        await bench.WaitAsync(DiscordVoicePhase.Stopped);

        bench.Voice.Reason.ShouldBe(reason);
        await Task.Delay(LongerThanARetry, TimeProvider.System);
        var id = await bench.Discord.SendInteractionAsync(LoopbackWorld.Moderator, "status");
        await bench.Discord.WaitUntilAsync(state => state.Interaction(id)?.Acknowledged > 0, "the bot acknowledges");
        bench.Discord.State.Voice.Joins.ShouldBe(1);
    }

    [SkippableFact]
    [Trait("Category", "Full")]
    public async Task Login_WhileDiscordLimitsAndFails_IsDoneInTheEnd()
    {
        await using var bench = await DiscordBench.StartAsync(prepare: async discord =>
        {
            await discord.FailRestAsync(500, times: 2, "gateway/bot");
            await discord.JoinAsync(LoopbackWorld.Ann);
        });

        await bench.WaitAsync(DiscordVoicePhase.Ready);

        (await bench.Discord.CallsAsync()).Count(call => call.StartsWith("GET /gateway/bot 500", StringComparison.Ordinal)).ShouldBe(2);
    }

    [SkippableFact]
    [Trait("Category", "Full")]
    public async Task Join_ThatDiscordDoesNotAnswer_IsToldAndTriedAgainWithAWait()
    {
        await using var bench = await DiscordBench.StartAsync(prepare: async discord =>
        {
            await discord.AnswerJoinsAsync(null);
            await discord.JoinAsync(LoopbackWorld.Ann);
        });
        await bench.WaitUntilAsync(() => bench.Voice.Reason == "no-answer", () => bench.Voice.ToString());

        await bench.Discord.AnswerJoinsAsync(TimeSpan.FromSeconds(2));
        await bench.WaitAsync(DiscordVoicePhase.Ready);

        bench.Discord.State.Voice.Joins.ShouldBeInRange(2, 3);
    }

    private static async Task WaitAlarmAsync(DiscordBench bench, string word)
    {
        var raised = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (bench.Worker.Alarms.Current.Any(alarm => alarm.Text.Contains(word, StringComparison.OrdinalIgnoreCase))) raised.TrySetResult();
        }

        bench.Worker.Alarms.Changed += Look;
        Look();
        await raised.Task.WaitAsync(DiscordBench.Limit);
        bench.Worker.Alarms.Changed -= Look;
    }
}
