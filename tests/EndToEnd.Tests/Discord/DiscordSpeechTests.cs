using IShowTts.Integrations.Discord;
using IShowTts.TestKit;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;
using Xunit.Abstractions;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>What is said in a voice channel is what was synthesized, for everybody there and nobody else.</summary>
[Collection(DiscordCollection.Name)]
public sealed class DiscordSpeechTests(ITestOutputHelper output)
{
    private const string AesGcm = "aead_aes256_gcm_rtpsize";
    private const string XChaCha = "aead_xchacha20_poly1305_rtpsize";

    /// <summary>
    /// A gap is real time of the bridge: measured beside it, the longest time between two of its sends is the longest gap here, mostly but for 5 ms, as a thread of the loopback takes the time of
    /// arrival. On a machine with twenty at work it is 25 to 75 ms, with thirty often more, as the system lets the bridge wait for its turn. All the rest is judged in each try.
    /// </summary>
    private const int GapTries = 8;

    private static readonly TimeSpan MaxGap = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan MaxTail = TimeSpan.FromMilliseconds(150);

    [SkippableTheory]
    [InlineData(AesGcm, 1)]
    [InlineData(XChaCha, 1)]
    [InlineData(AesGcm, 0)]
    public async Task Speech_InAVoiceChannel_IsWhatWasSynthesized(string mode, int dave)
    {
        await using var bench = await DiscordBench.StartAsync(prepare: async discord =>
        {
            await discord.SetModesAsync(mode);
            await discord.SetDaveAsync(dave);
            await discord.JoinAsync(LoopbackWorld.Ann);
        });
        await bench.WaitAsync(DiscordVoicePhase.Ready);

        var gap = await TimeLimit.ShouldBeKeptAsync(MaxGap, async number =>
        {
            var before = await bench.Discord.HearAsync(LoopbackWorld.Ann);
            var words = DiscordBench.Words(8, number);
            bench.Worker.Source.Give(Chat.Bits($"m{number}", "ann", 500, words));
            var utterance = await bench.Worker.WaitAsync($"m{number}", UtteranceState.Heard);
            await bench.WaitQuietAsync();
            utterance.Timings.HeardMs.ShouldBe(utterance.Timings.AudioMs);

            var heard = await bench.Discord.HearAsync(LoopbackWorld.Ann, before.Packets.Count);
            ShouldBeWhole(heard, bench.Synthesized(words));
            return TimeSpan.FromMilliseconds(heard.Packets.Zip(heard.Packets.Skip(1), (first, second) => second.At - first.At).Max());
        }, GapTries);

        output.WriteLine($"{mode}, DAVE {dave}: longest gap {gap.TotalMilliseconds:F0} ms");
        var connection = bench.Discord.State.Current(LoopbackWorld.Guild).ShouldNotBeNull();
        (connection.Mode, connection.Dave, connection.Bad, connection.Lost, connection.Plaintext).ShouldBe((mode, dave, 0, 0, 0));
        bench.Discord.State.Listener(LoopbackWorld.Ann)!.Failures.ShouldBe(0);
        bench.Voice.IsEncrypted.ShouldBe(dave == 1);
    }

    [SkippableFact]
    public async Task Speech_WithASecondListenerComingAndGoing_IsHeardByBothWithoutAHole()
    {
        await using var bench = await DiscordBench.StartAsync();
        await bench.WaitAsync(DiscordVoicePhase.Ready);
        var words = DiscordBench.Words(20);
        bench.Worker.Source.Give(Chat.Bits("m1", "ann", 500, words));
        await bench.WaitHeardAsync(20);

        await bench.Discord.JoinAsync(LoopbackWorld.Bob);
        await bench.WaitHeardAsync(50, LoopbackWorld.Bob);
        var second = await bench.Discord.HearAsync(LoopbackWorld.Bob);
        await bench.Discord.LeaveAsync(LoopbackWorld.Bob);
        await bench.Worker.WaitAsync("m1", UtteranceState.Heard);
        await bench.WaitQuietAsync();

        var first = await bench.Discord.HearAsync(LoopbackWorld.Ann);
        ShouldBeWhole(first, bench.Synthesized(words));
        var at = first.Packets.ToList().FindIndex(packet => packet.Sequence == second.Packets[0].Sequence);
        second.Packets.Select(packet => packet.Sequence).ShouldBe(first.Packets.Skip(at).Take(second.Packets.Count).Select(packet => packet.Sequence));
        const int settle = 5 * LoopbackAudio.SamplesPerPacket; // a decoder that begins in the middle needs some packets
        Likeness.Correlation(second.Samples.AsSpan(settle), first.Samples.AsSpan((at * LoopbackAudio.SamplesPerPacket) + settle, second.Samples.Length - settle)).ShouldBeGreaterThan(0.99);
        bench.Discord.State.Plaintext.ShouldBe(0);
        bench.Discord.State.Listener(LoopbackWorld.Ann)!.Failures.ShouldBe(0);
    }

    [SkippableFact]
    public async Task Message_DeletedWhileItIsHeard_IsSilentAtOnce()
    {
        await using var bench = await DiscordBench.StartAsync();
        await bench.WaitAsync(DiscordVoicePhase.Ready);

        var tail = await TimeLimit.ShouldBeKeptAsync(MaxTail, async number =>
        {
            bench.Worker.Source.Give(Chat.Bits($"m{number}", "ann", 500, DiscordBench.Words(40, number)));
            await bench.WaitHeardAsync(30);
            var deleted = await bench.Discord.NowAsync();
            bench.Worker.Source.Give(Chat.Deleted($"m{number}"));
            await bench.Worker.WaitAsync($"m{number}", UtteranceState.Cancelled);
            await bench.WaitQuietAsync();

            var heard = await bench.Discord.HearAsync(LoopbackWorld.Ann);
            heard.Packets[^1].Silence.ShouldBeTrue("Discord wants silence frames at the end");
            var last = heard.Packets.Last(packet => !packet.Silence);
            return TimeSpan.FromMilliseconds(Math.Max(0, last.At - deleted));
        });

        output.WriteLine($"The last packet with sound came {tail.TotalMilliseconds:F0} ms after the deletion.");
        bench.Worker.Source.Give(Chat.Bits("next", "ann", 500, DiscordBench.Words(2)));
        await bench.Worker.WaitAsync("next", UtteranceState.Heard);
    }

    [SkippableFact]
    public async Task TwoServers_EachHearTheirKindsOnly()
    {
        var configuration = new Dictionary<string, string?>
        {
            ["Discord:Channels:paid:GuildId"] = LoopbackWorld.SecondGuild,
            ["Discord:Channels:paid:ChannelId"] = LoopbackWorld.SecondChannel,
            ["Discord:Channels:paid:Kinds:0"] = "cheer",
            ["Outputs:Sinks:1"] = "discord:paid",
        };
        await using var bench = await DiscordBench.StartAsync(configuration, async discord =>
        {
            await discord.JoinAsync(LoopbackWorld.Ann);
            await discord.JoinAsync(LoopbackWorld.Bob, LoopbackWorld.SecondChannel);
        });
        await bench.WaitUntilAsync(() => bench.Bot.Voices.All(voice => voice.Phase == DiscordVoicePhase.Ready), () => string.Join("; ", bench.Bot.Voices));

        bench.Worker.Source.Give(Chat.Message("m1", "cid", DiscordBench.Words(4)));
        await bench.Worker.WaitAsync("m1", UtteranceState.Heard);
        await bench.WaitQuietAsync();
        var chat = bench.Discord.State;
        var words = DiscordBench.Words(5, 3);
        bench.Worker.Source.Give(Chat.Bits("m2", "cid", 500, words));
        await bench.Worker.WaitAsync("m2", UtteranceState.Heard);
        await bench.WaitQuietAsync(LoopbackWorld.SecondGuild);

        chat.Listener(LoopbackWorld.Ann)!.Audio.ShouldBeGreaterThanOrEqualTo(50);
        chat.Listener(LoopbackWorld.Bob)!.Frames.ShouldBe(0);
        ShouldBeWhole(await bench.Discord.HearAsync(LoopbackWorld.Bob), bench.Synthesized(words));
        bench.Discord.State.Plaintext.ShouldBe(0);
    }

    /// <summary>Every packet is there and in order, the sound is the expected one, and silence frames end it.</summary>
    private static void ShouldBeWhole(LoopbackAudio heard, float[] expected)
    {
        var sound = heard.Packets.Where(packet => !packet.Silence).ToArray();
        var packets = (int)Math.Ceiling(expected.Length / (double)LoopbackAudio.SamplesPerPacket);
        sound.Length.ShouldBeInRange(packets, packets + 1); // one more for what the codec holds back
        foreach (var (before, after) in heard.Packets.Zip(heard.Packets.Skip(1)))
        {
            ((after.Sequence - before.Sequence) & 0xFFFF).ShouldBe(1);
            (after.Timestamp - before.Timestamp).ShouldBe((uint)LoopbackAudio.SamplesPerPacket);
        }

        heard.Packets.TakeLast(4).ShouldAllBe(packet => packet.Silence);
        heard.Packets.SkipLast(5).ShouldAllBe(packet => !packet.Silence);
        Likeness.Of(heard.Sound, expected).ShouldBeGreaterThan(0.99);
    }
}
