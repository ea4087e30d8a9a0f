using System.Collections.Concurrent;
using IShowTts.Integrations.Discord;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>What goes wrong between the bridge and Discord while a message is heard: it is heard to its end, once, and never in the clear.</summary>
public sealed class DiscordLossTests
{
    /// <summary>Packets that may be on their way when Discord ends a connection without a word.</summary>
    private const int OnTheirWay = 15;

    private static readonly Dictionary<string, Func<LoopbackDiscord, Task>> s_resumed = new()
    {
        ["gateway socket cut"] = discord => discord.DropGatewayAsync(),
        ["voice socket cut"] = discord => discord.CloseVoiceAsync(),
        ["gateway asks to reconnect"] = discord => discord.AskToReconnectAsync(),
        ["voice server crashed, 4015"] = discord => discord.CloseVoiceAsync(4015),
        ["gateway session invalid, to be resumed"] = discord => discord.InvalidateSessionAsync(resumable: true),
    };

    private static readonly Dictionary<string, Func<LoopbackDiscord, Task>> s_faults = new()
    {
        ["voice session invalid, 4006"] = discord => discord.CloseVoiceAsync(4006),
        ["moved"] = discord => discord.MoveAsync(LoopbackWorld.OtherChannel),
        ["moved, server told first"] = discord => discord.MoveAsync(LoopbackWorld.OtherChannel, serverFirst: true),
        ["region changed"] = discord => discord.MigrateAsync(TimeSpan.FromMilliseconds(300)),
        ["gateway session invalid"] = discord => discord.InvalidateSessionAsync(),
        ["kicked"] = discord => discord.KickAsync(),
        ["unexpected proposal"] = discord => discord.ProposeStrangerAsync(),
    };

    [SkippableFact]
    public async Task Losses_ThatAreResumed_CostNotOnePacket()
    {
        await using var bench = await StartAsync();
        var alarms = new ConcurrentQueue<string>();
        bench.Worker.Alarms.Changed += () => alarms.Enqueue(string.Join(' ', bench.Worker.Alarms.Current.Select(static alarm => alarm.Text)));
        var words = DiscordBench.Words(24);
        bench.Worker.Source.Give(Chat.Bits("m1", "ann", 500, words));
        foreach (var (name, fault) in s_resumed)
        {
            await bench.WaitHeardAsync(15);
            var before = Resumes(bench.Discord.State);
            await fault(bench.Discord);
            await bench.Discord.WaitUntilAsync(state => Resumes(state) == before + 1 && state.Gateway.IsConnected && state.Current(LoopbackWorld.Guild)!.IsConnected, name);
        }

        var utterance = await bench.Worker.WaitAsync("m1", UtteranceState.Heard);
        await bench.WaitQuietAsync();

        utterance.Attempts.ShouldBe(1);
        var state = bench.Discord.State;
        (state.Voice.Joins, state.Gateway.Identifies).ShouldBe((1, 1));
        var heard = await bench.Discord.HearAsync(LoopbackWorld.Ann);
        heard.Packets.Count(packet => !packet.Silence).ShouldBeInRange(Packets(bench, words), Packets(bench, words) + 1);
        Likeness.Of(heard.Sound, bench.Synthesized(words)).ShouldBeGreaterThan(0.99);
        (state.Plaintext, state.Listener(LoopbackWorld.Ann)!.Lost, state.Listener(LoopbackWorld.Ann)!.Failures).ShouldBe((0, 0, 0));
        alarms.ShouldBeEmpty("a connection that is resumed is none, not even for a moment");
    }

    [SkippableTheory]
    [InlineData("voice session invalid, 4006", 2)]
    [InlineData("moved", 1)]
    [InlineData("moved, server told first", 2)]
    [InlineData("region changed", 1)]
    [InlineData("gateway session invalid", 2)]
    [InlineData("kicked", 2)]
    [InlineData("unexpected proposal", 2)]
    public Task Loss_ThatNeedsANewConnection_GoesOnWhereItWas(string fault, int joins) => GoOnAsync(fault, joins);

    /// <summary>Nothing closes then. The library alone would notice after a minute, longer than the wait for it here.</summary>
    [SkippableFact]
    public async Task Network_ThatSwallowsEverything_IsNoticedAndWhatNobodyHeardIsSaidAgain()
    {
        await using var bench = await StartAsync();
        var words = DiscordBench.Words(32);
        bench.Worker.Source.Give(Chat.Bits("m1", "ann", 500, words));
        await bench.WaitHeardAsync(25);

        await bench.Discord.SwallowAsync();
        var before = (await bench.Discord.HearAsync(LoopbackWorld.Ann)).Packets.Count;
        await bench.WaitAsync(DiscordVoicePhase.Lost);
        var reason = bench.Voice.Reason;
        await bench.Discord.ComeBackAsync();
        await bench.Worker.WaitAsync("m1", UtteranceState.Heard);
        await bench.WaitQuietAsync();

        reason.ShouldBe("socket");
        var again = await bench.Discord.HearAsync(LoopbackWorld.Ann, before);
        again.Packets.Count(packet => !packet.Silence).ShouldBeInRange(Packets(bench, words), Packets(bench, words) + 1);
        (bench.Discord.State.Plaintext, bench.Discord.State.Current(LoopbackWorld.Guild)!.Mode).ShouldBe((0, "aead_aes256_gcm_rtpsize"));
    }

    /// <summary>The last words were sent, and nobody took them: by what was sent it would be heard.</summary>
    [SkippableFact]
    public async Task Message_ThatEndsInANetworkThatSwallowsEverything_IsSaidAgain()
    {
        await using var bench = await StartAsync(new Dictionary<string, string?> { ["Playout:OnSinkLost"] = nameof(InterruptedPolicy.ReplayIfLessThanHalfHeard) });
        var words = DiscordBench.Words(4);
        bench.Worker.Source.Give(Chat.Bits("m1", "ann", 500, words));
        await bench.WaitHeardAsync(5);

        await bench.Discord.SwallowAsync();
        var before = (await bench.Discord.HearAsync(LoopbackWorld.Ann)).Packets.Count;
        await bench.WaitAsync(DiscordVoicePhase.Lost);
        await bench.Discord.ComeBackAsync();
        await bench.Worker.WaitAsync("m1", UtteranceState.Heard);
        await bench.WaitQuietAsync();

        var again = await bench.Discord.HearAsync(LoopbackWorld.Ann, before);
        again.Packets.Count(packet => !packet.Silence).ShouldBeInRange(Packets(bench, words), Packets(bench, words) + 1);
    }

    /// <summary>The library drops messages of the encryption then, and would speak on with keys that nobody else has.</summary>
    [SkippableFact]
    public async Task Resume_ThatRepeatsAChangeOfKeysTooEarly_MakesANewConnection()
    {
        await using var bench = await StartAsync();
        var words = DiscordBench.Words(16);
        bench.Worker.Source.Give(Chat.Bits("m1", "ann", 500, words));
        await bench.WaitHeardAsync(25);

        await bench.Discord.CutWhileOneJoinsAsync(LoopbackWorld.Moderator);
        await bench.Worker.WaitAsync("m1", UtteranceState.Heard);
        await bench.WaitQuietAsync();

        var state = bench.Discord.State;
        state.Voice.Joins.ShouldBe(2);
        (state.Plaintext, state.Listeners.Sum(listener => listener.Failures)).ShouldBe((0, 0));
        await ShouldBeHeardWholeAsync(bench);
    }

    [SkippableFact]
    public async Task SlowNetwork_WithLossAndSomebodyComing_IsHeardByBothAndNeverInTheClear()
    {
        await using var bench = await DiscordBench.StartAsync(prepare: async discord =>
        {
            await discord.SlowDownAsync(TimeSpan.FromMilliseconds(80), TimeSpan.FromMilliseconds(120), loss: 0.05);
            await discord.JoinAsync(LoopbackWorld.Ann);
        });
        await bench.WaitAsync(DiscordVoicePhase.Ready);
        var words = DiscordBench.Words(12);
        bench.Worker.Source.Give(Chat.Bits("m1", "ann", 500, words));
        await bench.WaitHeardAsync(25);

        await bench.Discord.JoinAsync(LoopbackWorld.Bob);
        await bench.WaitHeardAsync(20, LoopbackWorld.Bob);
        await bench.Worker.WaitAsync("m1", UtteranceState.Heard);
        await bench.WaitQuietAsync();

        var state = bench.Discord.State;
        var connection = state.Current(LoopbackWorld.Guild)!;
        (connection.Audio + connection.Silence + connection.Dropped).ShouldBeGreaterThanOrEqualTo(Packets(bench, words));
        (state.Plaintext, state.Listeners.Sum(listener => listener.Failures), state.Voice.Joins).ShouldBe((0, 0, 1));
        connection.Dropped.ShouldBeGreaterThan(0, "the network lost nothing, so this shows nothing");

        // From the first packet that the newcomer can open on, both hear the same.
        var first = await bench.Discord.HearAsync(LoopbackWorld.Ann);
        var second = await bench.Discord.HearAsync(LoopbackWorld.Bob);
        var at = first.Packets.ToList().FindIndex(packet => packet.Sequence == second.Packets[0].Sequence);
        second.Packets.Select(packet => packet.Sequence).ShouldBe(first.Packets.Skip(at).Select(packet => packet.Sequence));
        const int settle = 5 * LoopbackAudio.SamplesPerPacket; // a decoder that begins in the middle needs some packets
        Likeness.Correlation(second.Samples.AsSpan(settle), first.Samples.AsSpan((at * LoopbackAudio.SamplesPerPacket) + settle)).ShouldBeGreaterThan(0.99);
    }

    private static async Task GoOnAsync(string fault, int joins)
    {
        await using var bench = await StartAsync();
        var words = DiscordBench.Words(12);
        bench.Worker.Source.Give(Chat.Bits("m1", "ann", 500, words));
        await bench.WaitHeardAsync(25);

        await s_faults[fault](bench.Discord);
        var utterance = await bench.Worker.WaitAsync("m1", UtteranceState.Heard);
        await bench.WaitQuietAsync();

        utterance.Attempts.ShouldBe(1);
        var state = bench.Discord.State;
        state.Voice.Joins.ShouldBe(joins);
        var sound = state.Connections.Sum(connection => connection.Audio);
        sound.ShouldBeInRange(Packets(bench, words) - OnTheirWay, Packets(bench, words) + 1);
        (state.Plaintext, state.Listeners.Sum(listener => listener.Failures)).ShouldBe((0, 0));
        bench.Worker.Alarms.Current.ShouldBeEmpty();
        bench.Voice.Phase.ShouldBe(DiscordVoicePhase.Ready);
        await ShouldBeHeardWholeAsync(bench);
    }

    private static async Task<DiscordBench> StartAsync(Dictionary<string, string?>? more = null)
    {
        var configuration = new Dictionary<string, string?>(more ?? []) { ["Discord:RejoinAfterKickSeconds"] = "1", ["Discord:LostSeconds"] = "20" };
        var bench = await DiscordBench.StartAsync(configuration, async discord =>
        {
            await discord.JoinAsync(LoopbackWorld.Ann);
            await discord.JoinAsync(LoopbackWorld.Bob, LoopbackWorld.OtherChannel);
        });
        await bench.WaitAsync(DiscordVoicePhase.Ready);
        return bench;
    }

    private static int Resumes(LoopbackState state) => state.Gateway.Resumes + state.Connections.Sum(connection => connection.Resumes);

    private static int Packets(DiscordBench bench, string words) => (int)Math.Ceiling(bench.Synthesized(words).Length / (double)LoopbackAudio.SamplesPerPacket);

    /// <summary>Another message is heard whole by whoever sits where the bot is now.</summary>
    private static async Task ShouldBeHeardWholeAsync(DiscordBench bench)
    {
        var user = bench.Discord.State.Seats.Single().ChannelId == LoopbackWorld.Channel ? LoopbackWorld.Ann : LoopbackWorld.Bob;
        var before = (await bench.Discord.HearAsync(user)).Packets.Count;
        var words = DiscordBench.Words(4, 5);
        bench.Worker.Source.Give(Chat.Bits("after", "ann", 500, words));
        await bench.Worker.WaitAsync("after", UtteranceState.Heard);
        await bench.WaitQuietAsync();
        Likeness.Of((await bench.Discord.HearAsync(user, before)).Sound, bench.Synthesized(words)).ShouldBeGreaterThan(0.99);
        bench.Discord.State.Plaintext.ShouldBe(0);
    }
}
