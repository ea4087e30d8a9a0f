using IShowTts.Integrations.Discord;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>Discord lost while a message is heard: what becomes of it is the output policy's.</summary>
public sealed class DiscordPolicyTests
{
    [SkippableFact]
    public async Task DiscordGone_WithReplay_IsHeardFromItsStartWhenItIsBack()
    {
        await using var bench = await StartAsync(InterruptedPolicy.Replay);
        var lost = Alarm(bench);

        await LoseAsync(bench);
        await lost.WaitAsync(DiscordBench.Limit);
        await bench.Discord.ComeBackAsync();
        var heard = await bench.Worker.WaitAsync("m1", UtteranceState.Heard);
        await bench.WaitQuietAsync();

        heard.Timings.HeardMs.ShouldBe(heard.Timings.AudioMs);
        var expected = bench.Synthesized(DiscordBench.Words(24));
        var sound = (await bench.Discord.HearAsync(LoopbackWorld.Ann)).Sound;
        var packets = (int)Math.Ceiling(expected.Length / (double)LoopbackAudio.SamplesPerPacket) + 1;
        Likeness.Of(sound.AsSpan(sound.Length - (packets * LoopbackAudio.SamplesPerPacket)), expected).ShouldBeGreaterThan(0.99);
        bench.Discord.State.Plaintext.ShouldBe(0);
        bench.Worker.Alarms.Current.ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task DiscordGone_WithMark_IsMarkedAndTheNextIsHeardWhenItIsBack()
    {
        await using var bench = await StartAsync(InterruptedPolicy.Mark);

        await LoseAsync(bench);
        var marked = await bench.Worker.WaitAsync("m1", UtteranceState.Failed);
        bench.Worker.Source.Give(Chat.Bits("m2", "ann", 500, DiscordBench.Words(2)));
        await bench.Discord.ComeBackAsync();

        marked.Reason!.Code.ShouldBe(ReasonCodes.SinkLost);
        await bench.Worker.WaitAsync("m2", UtteranceState.Heard);
    }

    [SkippableFact]
    public async Task DiscordGone_WithAnotherSinkThatCounts_IsHeardThere()
    {
        await using var bench = await StartAsync(InterruptedPolicy.Replay, new Dictionary<string, string?> { ["Outputs:Sinks:1"] = "null", ["Playout:RequiredSink"] = "null" });

        var lost = Alarm(bench);

        await LoseAsync(bench);

        var heard = await bench.Worker.WaitAsync("m1", UtteranceState.Heard);
        heard.Timings.HeardMs.ShouldBe(heard.Timings.AudioMs);
        await lost.WaitAsync(DiscordBench.Limit);
    }

    private static Task<DiscordBench> StartAsync(InterruptedPolicy policy, Dictionary<string, string?>? more = null) =>
        DiscordBench.StartAsync(new Dictionary<string, string?>(more ?? []) { ["Playout:OnSinkLost"] = policy.ToString(), ["Discord:LostSeconds"] = "1" });

    private static Task Alarm(DiscordBench bench)
    {
        var raised = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Worker.Alarms.Changed += () =>
        {
            if (bench.Worker.Alarms.Current.Any(alarm => alarm.Key == "sink:discord:main")) raised.TrySetResult();
        };
        return raised.Task;
    }

    private static async Task LoseAsync(DiscordBench bench)
    {
        await bench.WaitAsync(DiscordVoicePhase.Ready);
        bench.Worker.Source.Give(Chat.Bits("m1", "ann", 500, DiscordBench.Words(24)));
        await bench.WaitHeardAsync(25);
        await bench.Discord.GoDarkAsync();
    }
}
