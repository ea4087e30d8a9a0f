using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Playback;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.DependencyInjection;

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

    /// <summary>Refused for good while it speaks, Discord never comes back: the stand-in says the message from its start, and whatever comes after.</summary>
    [SkippableFact]
    public async Task DiscordRefusedForGood_WithAStandIn_IsHeardThereFromItsStart()
    {
        var spare = new RecordingSink("spare", paced: true);
        var configuration = new Dictionary<string, string?> { ["Playout:RequiredSink"] = "discord:main", ["Playout:StandInSink"] = "spare", ["Playout:StandInAfterSeconds"] = "1" };
        await using var bench = await StartAsync(InterruptedPolicy.Replay, configuration, new WorkerFixtureSettings
        {
            ConfigureServices = services => services.AddSingleton<IAudioSink>(spare),
        });
        await bench.WaitAsync(DiscordVoicePhase.Ready);
        var words = DiscordBench.Words(8);
        bench.Worker.Source.Give(Chat.Bits("m1", "ann", 500, words));
        await bench.WaitHeardAsync(25);

        await bench.Discord.RefuseVoiceAsync(4017);
        await bench.Discord.CloseVoiceAsync(4006);
        await bench.WaitAsync(DiscordVoicePhase.Stopped);
        var first = await bench.Worker.WaitAsync("m1", UtteranceState.Heard);
        var heard = spare.Heard;
        bench.Worker.Source.Give(Chat.Bits("m2", "ann", 500, DiscordBench.Words(2)));
        var second = await bench.Worker.WaitAsync("m2", UtteranceState.Heard);

        bench.Voice.Reason.ShouldBe("dave-required");
        first.Timings.HeardMs.ShouldBe(first.Timings.AudioMs);
        first.Reason.ShouldBe(new StateReason(ReasonCodes.StandIn, "Playout:StandInSink", "Heard on spare, as discord:main was gone."));
        second.Reason!.Code.ShouldBe(ReasonCodes.StandIn);
        var expected = bench.Synthesized(words);
        var again = heard[^(expected.Length * 2)..].Where(static (_, i) => i % 2 == 0).ToArray();
        Likeness.Of(again, expected).ShouldBeGreaterThan(0.99);
        heard.Length.ShouldBeInRange(expected.Length * 2, (expected.Length * 4) - 1, "twice in full");
        bench.Worker.Alarms.Current.Single(static alarm => alarm.Key == "sink:discord:main").Text.ShouldEndWith("Meanwhile speech is heard on spare.");
        bench.Worker.Get<SinkSet>().Sinks.Select(static sink => sink.Counts).ShouldBe([false, true]);
    }

    private static Task<DiscordBench> StartAsync(InterruptedPolicy policy, Dictionary<string, string?>? more = null, WorkerFixtureSettings? settings = null) =>
        DiscordBench.StartAsync(new Dictionary<string, string?>(more ?? []) { ["Playout:OnSinkLost"] = policy.ToString(), ["Discord:LostSeconds"] = "1" }, settings: settings);

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
