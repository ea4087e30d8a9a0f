using IShowTts.Integrations.Discord;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>The keys of a voice channel come and go while words are said: not one packet leaves in the clear where encryption was on, and not one word is lost.</summary>
[Collection(DiscordCollection.Name)]
public sealed class DiscordEncryptionTests
{
    /// <summary>Time for a bridge that does not hold its audio to send some.</summary>
    private static readonly TimeSpan TenPackets = TimeSpan.FromMilliseconds(200);

    [SkippableFact]
    public async Task Encryption_SwitchedOffAndOnAndMadeAnewMidWord_CostsNotOnePacket()
    {
        await using var bench = await StartAsync();
        var words = DiscordBench.Words(12);
        bench.Worker.Source.Give(Chat.Bits("m1", "ann", 500, words));
        await bench.WaitHeardAsync(20);

        // Off, and on again.
        await bench.Discord.DowngradeAsync();
        await bench.WaitAsync(DiscordVoicePhase.Securing);
        bench.Voice.IsEncrypted.ShouldBeFalse();
        await ShouldBeHeldAsync(bench);
        await bench.Discord.UpgradeAsync();
        await WaitSecuredAsync(bench);
        await bench.WaitHeardAsync(20);

        // A new group of the same version.
        var groups = bench.Discord.State.Current(LoopbackWorld.Guild)!.Commits;
        await bench.Discord.ResetEpochAsync();
        await bench.Discord.WaitUntilAsync(state => state.Current(LoopbackWorld.Guild) is { IsSecured: true } now && now.Commits > groups, "the group is made anew");
        await bench.WaitHeardAsync(20);

        // Off, and the next voice server says so from the start, as on a stage; but this channel had encryption.
        await bench.Discord.DowngradeAsync();
        await bench.WaitAsync(DiscordVoicePhase.Securing);
        await bench.Discord.SettleAsync(); // what comes after a connection ended is of none
        await bench.Discord.MigrateAsync(TimeSpan.Zero);
        await bench.Discord.WaitUntilAsync(state => state.Current(LoopbackWorld.Guild) is { Number: 2, IsReady: true, Dave: 0 }, "a connection without encryption");
        await bench.WaitAsync(DiscordVoicePhase.Securing);
        await ShouldBeHeldAsync(bench);
        await bench.Discord.UpgradeAsync();
        await WaitSecuredAsync(bench);
        var utterance = await bench.Worker.WaitAsync("m1", UtteranceState.Heard);
        await bench.WaitQuietAsync();

        (utterance.Attempts, utterance.Timings.HeardMs).ShouldBe((1, utterance.Timings.AudioMs));
        bench.Discord.State.Voice.Joins.ShouldBe(1);
        await ShouldBeHeardOnceAsync(bench, words);
        bench.Worker.Alarms.Current.ShouldBeEmpty();
    }

    [SkippableFact]
    [Trait("Category", "Full")]
    public async Task Encryption_ThatStaysOff_IsToldAndTheMessageIsSaidAgainWhenItIsBack()
    {
        await using var bench = await DiscordBench.StartAsync(new Dictionary<string, string?> { ["Discord:LostSeconds"] = "1" });
        await bench.WaitAsync(DiscordVoicePhase.Ready);
        var words = DiscordBench.Words(8);
        bench.Worker.Source.Give(Chat.Bits("m1", "ann", 500, words));
        await bench.WaitHeardAsync(20);

        await bench.Discord.DowngradeAsync();
        await bench.WaitUntilAsync(() => bench.Voice is { Phase: DiscordVoicePhase.Lost, Reason: "no-keys" }, () => bench.Voice.ToString());
        var alarms = bench.Worker.Alarms.Current;
        await bench.Discord.WaitUntilAsync(state => state.Current(LoopbackWorld.Guild) is { Number: 2, IsReady: true, Dave: 0 }, "a new connection");
        await bench.WaitAsync(DiscordVoicePhase.Securing);
        await ShouldBeHeldAsync(bench);
        var before = (await bench.Discord.HearAsync(LoopbackWorld.Ann)).Packets.Count;
        await bench.Discord.UpgradeAsync();
        var utterance = await bench.Worker.WaitAsync("m1", UtteranceState.Heard);
        await bench.WaitQuietAsync();

        alarms.ShouldHaveSingleItem().Key.ShouldBe("sink:discord:main");
        utterance.Timings.HeardMs.ShouldBe(utterance.Timings.AudioMs);
        await ShouldBeHeardOnceAsync(bench, words, before);
        bench.Worker.Alarms.Current.ShouldBeEmpty();
    }

    /// <summary>Discord takes the keys away before it tells that nobody is there: the library alone speaks on in the clear meanwhile.</summary>
    [SkippableFact]
    public async Task OnlyListener_LeavingMidWord_LeavesNothingInTheClearAndHearsItAllWhenBack()
    {
        await using var bench = await StartAsync();
        var words = DiscordBench.Words(5);
        await LeaveMidWordAsync(bench, words);

        await bench.Discord.JoinAsync(LoopbackWorld.Ann);
        var utterance = await bench.Worker.WaitAsync("m1", UtteranceState.Heard);
        await bench.WaitQuietAsync();

        utterance.Timings.HeardMs.ShouldBe(utterance.Timings.AudioMs);
        await ShouldBeHeardOnceAsync(bench, words);
        bench.Discord.State.Voice.Joins.ShouldBe(1);
    }

    [SkippableFact]
    public async Task OnlyListener_LeavingMidWord_HeardNoMoreThanWasSent()
    {
        await using var bench = await StartAsync(new() { ["Playout:OnSinkLost"] = nameof(InterruptedPolicy.Mark) });
        await LeaveMidWordAsync(bench, DiscordBench.Words(16));
        var sentMs = bench.Discord.State.Connections.Sum(connection => connection.Audio) * 20;

        var marked = await bench.Worker.WaitAsync("m1", UtteranceState.Failed);
        var words = DiscordBench.Words(3, 4);
        bench.Worker.Source.Give(Chat.Message("m2", "ann", words));
        await bench.Discord.JoinAsync(LoopbackWorld.Ann);
        await bench.Worker.WaitAsync("m2", UtteranceState.Heard);
        await bench.WaitQuietAsync();

        marked.Reason!.Code.ShouldBe(ReasonCodes.SinkLost);
        marked.Timings.HeardMs!.Value.ShouldBeInRange(20, sentMs);
        await ShouldBeHeardOnceAsync(bench, words);
    }

    [SkippableFact]
    public async Task Stage_IsSpokenOnOnlyWhileTheBotMayAndWithoutEncryptionThereAlone()
    {
        await using var bench = await DiscordBench.StartAsync(new Dictionary<string, string?> { ["Discord:Channels:main:ChannelId"] = LoopbackWorld.Stage }, async discord =>
        {
            await discord.GrantAsync(LoopbackWorld.RequestToSpeak);
            await discord.JoinAsync(LoopbackWorld.Ann, LoopbackWorld.Stage);
            await discord.JoinAsync(LoopbackWorld.Bob);
        });
        var first = DiscordBench.Words(4);

        // In the audience: it asks, and waits.
        await bench.WaitAsync(DiscordVoicePhase.Muted);
        await bench.Discord.WaitUntilAsync(state => state.Seats is [{ HasAsked: true }], "the bot asks to speak");
        bench.Worker.Source.Give(Chat.Bits("m1", "ann", 500, first));
        await bench.Worker.WaitAsync("m1", UtteranceState.Synthesizing);
        await ShouldBeHeldAsync(bench);
        (bench.Voice.Reason, bench.Discord.State.Current(LoopbackWorld.Guild)!.Packets).ShouldBe(("suppressed", 0));
        bench.Worker.Alarms.Current.ShouldBeEmpty();

        // Taken onto the stage, sent back mid-word, and taken there again.
        await bench.Discord.SuppressAsync(false);
        await bench.WaitHeardAsync(20);
        await bench.Discord.SuppressAsync(true);
        await bench.WaitAsync(DiscordVoicePhase.Muted);
        await ShouldBeHeldAsync(bench);
        var before = (await bench.Discord.HearAsync(LoopbackWorld.Ann)).Packets.Count;
        await bench.Discord.SuppressAsync(false);
        var utterance = await bench.Worker.WaitAsync("m1", UtteranceState.Heard);
        await bench.WaitQuietAsync();
        utterance.Timings.HeardMs.ShouldBe(utterance.Timings.AudioMs);
        (bench.Voice.IsEncrypted, bench.Discord.State.Current(LoopbackWorld.Guild)!.Dave).ShouldBe((false, 0));
        await ShouldBeHeardOnceAsync(bench, first, before);

        // A voice channel has encryption all the same; muted there, it waits too.
        await bench.Discord.MoveAsync(LoopbackWorld.Channel);
        await WaitSecuredAsync(bench);
        await bench.Discord.MuteAsync(true);
        await bench.WaitUntilAsync(() => bench.Voice is { Phase: DiscordVoicePhase.Muted, Reason: "server-muted" }, () => bench.Voice.ToString());
        var second = DiscordBench.Words(3, 5);
        bench.Worker.Source.Give(Chat.Message("m2", "ann", second));
        await bench.Discord.MuteAsync(false);
        await bench.Worker.WaitAsync("m2", UtteranceState.Heard);
        await bench.WaitQuietAsync();
        Likeness.Of((await bench.Discord.HearAsync(LoopbackWorld.Bob)).Sound, bench.Synthesized(second)).ShouldBeGreaterThan(0.99);

        // Back on the stage, with the right to take itself there.
        await bench.Discord.GrantAsync(LoopbackWorld.MuteMembers);
        before = (await bench.Discord.HearAsync(LoopbackWorld.Ann)).Packets.Count;
        await bench.Discord.MoveAsync(LoopbackWorld.Stage);
        await bench.Discord.WaitUntilAsync(state => state.Seats is [{ ChannelId: LoopbackWorld.Stage, IsSuppressed: false }], "the bot takes itself onto the stage");
        var third = DiscordBench.Words(3, 9);
        bench.Worker.Source.Give(Chat.Message("m3", "ann", third));
        await bench.Worker.WaitAsync("m3", UtteranceState.Heard);
        await bench.WaitQuietAsync();
        await ShouldBeHeardOnceAsync(bench, third, before);
        (await bench.Discord.CallsAsync()).Where(call => call.Contains("voice-states", StringComparison.Ordinal))
            .ShouldBe(Enumerable.Repeat($"PATCH /guilds/{LoopbackWorld.Guild}/voice-states/@me 204", 2), "once for each stay");
    }

    private static async Task<DiscordBench> StartAsync(Dictionary<string, string?>? more = null)
    {
        var bench = await DiscordBench.StartAsync(new Dictionary<string, string?>(more ?? []) { ["Discord:LostSeconds"] = "20" });
        await bench.WaitAsync(DiscordVoicePhase.Ready);
        bench.Voice.IsEncrypted.ShouldBeTrue();
        return bench;
    }

    private static Task WaitSecuredAsync(DiscordBench bench) =>
        bench.WaitUntilAsync(() => bench.Voice is { Phase: DiscordVoicePhase.Ready, IsEncrypted: true }, () => bench.Voice.ToString());

    /// <summary>Ann leaves while <c>m1</c> is said: the keys go, and twenty packets later the gateway tells that she left. Nothing is said then, and it is no fault.</summary>
    private static async Task LeaveMidWordAsync(DiscordBench bench, string words)
    {
        bench.Worker.Source.Give(Chat.Bits("m1", "ann", 500, words));
        await bench.WaitHeardAsync(20);
        await bench.Discord.SlowDownGatewayAsync(2 * TenPackets);
        await bench.Discord.LeaveAsync(LoopbackWorld.Ann);
        await bench.WaitAsync(DiscordVoicePhase.Alone);
        await bench.Discord.SlowDownGatewayAsync(TimeSpan.Zero);
        await ShouldBeHeldAsync(bench);
        bench.Discord.State.Plaintext.ShouldBe(0);
        bench.Worker.Alarms.Current.ShouldBeEmpty("nobody there is no fault");
    }

    /// <summary>No packet leaves for a while; those that were on their way when the bridge told that it holds them have come before.</summary>
    private static async Task ShouldBeHeldAsync(DiscordBench bench)
    {
        await bench.Discord.SettleAsync();
        var before = bench.Discord.State.Connections.Sum(connection => connection.Packets);
        await Task.Delay(TenPackets, TimeProvider.System);
        await bench.Discord.SettleAsync();
        bench.Discord.State.Connections.Sum(connection => connection.Packets).ShouldBe(before, "speech is held");
    }

    /// <summary>Ann heard a message whole, once and in order, all of it encrypted where encryption had been on.</summary>
    private static async Task ShouldBeHeardOnceAsync(DiscordBench bench, string words, int from = 0)
    {
        var sound = (await bench.Discord.HearAsync(LoopbackWorld.Ann, from)).Sound;
        var expected = bench.Synthesized(words);
        var packets = (int)Math.Ceiling(expected.Length / (double)LoopbackAudio.SamplesPerPacket);
        (sound.Length / LoopbackAudio.SamplesPerPacket).ShouldBeInRange(packets, packets + 1, bench.Discord.Describe()); // one more for what the codec holds back
        Likeness.Of(sound, expected).ShouldBeGreaterThan(0.99);
        var state = bench.Discord.State;
        (state.Plaintext, state.Connections.Sum(connection => connection.Lost)).ShouldBe((0, 0));
        state.Listeners.Sum(listener => listener.Failures + listener.Early).ShouldBe(0, string.Join("; ", state.Listeners));
    }
}
