using IShowTts.Integrations.Discord;
using IShowTts.TestKit;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;
using Xunit.Abstractions;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>Several servers, one of which fails: the other speaks on, and the one that fails is asked ever more rarely.</summary>
[Collection(DiscordCollection.Name)]
public sealed class DiscordServersTests(ITestOutputHelper output)
{
    private const string Failing = "sink:discord:second";

    /// <summary>As for one server (DiscordSpeechTests).</summary>
    private const int GapTries = 8;

    /// <summary>The first wait of the bridge and the share of it that is random (docs/discord-bridge.md).</summary>
    private const double FirstWaitMs = 400;

    /// <summary>To come back, of which the waits are looked at.</summary>
    private const int Tries = 3;

    private const double Jitter = 0.25;
    private static readonly TimeSpan MaxGap = TimeSpan.FromMilliseconds(60);

    [SkippableFact]
    public async Task OneServerFails_TheOtherSpeaksOnAndOnlyTheFirstRaisesItsAlarm()
    {
        await using var bench = await StartAsync();

        // Its server speaks no TLS from now on.
        var joins = bench.Discord.State.Voice.Joins;
        var closed = 0.0;
        await SpeakThroughAsync(bench, 1, 12, async () =>
        {
            await bench.Discord.BreakVoiceServerAsync(LoopbackWorld.SecondGuild);
            closed = await bench.Discord.NowAsync();
            await bench.Discord.CloseVoiceAsync(4006, LoopbackWorld.SecondGuild);
            await AlarmsAsync(bench, Failing);
            await bench.Discord.WaitUntilAsync(state => state.Voice.Joins >= joins + Tries, "tries to come back");
        });
        double[] times = [closed, .. (await bench.Discord.JoinTimesAsync(LoopbackWorld.SecondGuild)).Where(time => time > closed)];
        var waits = times.Zip(times.Skip(1), static (first, second) => second - first).ToArray();
        output.WriteLine($"Waits before each try to come back: {string.Join(", ", waits.Select(static wait => $"{wait:F0}"))} ms.");
        for (var i = 0; i < waits.Length; i++) waits[i].ShouldBeGreaterThanOrEqualTo((1 - Jitter) * FirstWaitMs * Math.Pow(2, i));
        await bench.Discord.BreakVoiceServerAsync("");

        var gap = await TimeLimit.ShouldBeKeptAsync(MaxGap, async number =>
        {
            await ComeBackAsync(bench);
            return await SpeakThroughAsync(bench, 1 + number, 8, async () =>
            {
                await bench.Discord.CloseVoiceAsync(4017, LoopbackWorld.SecondGuild);
                await AlarmsAsync(bench, Failing);
            });
        }, GapTries);
        output.WriteLine($"Longest gap of the other while one is refused with 4017: {gap.TotalMilliseconds:F0} ms.");

        await ComeBackAsync(bench);
        await SpeakThroughAsync(bench, 20, 6, async () =>
        {
            await bench.Discord.KickAsync(LoopbackWorld.SecondGuild);
            await bench.WaitUntilAsync(() => Second(bench) is { Phase: DiscordVoicePhase.Lost, Reason: "kicked" }, () => Second(bench).ToString());
        });

        bench.Worker.Alarms.Current.ShouldBeEmpty("a kick is no alarm");
        bench.Voice.Phase.ShouldBe(DiscordVoicePhase.Ready);
        bench.Discord.State.Connections.Count(static connection => connection.GuildId == LoopbackWorld.Guild).ShouldBe(1);
        bench.Discord.State.Plaintext.ShouldBe(0);
    }

    private static async Task<DiscordBench> StartAsync()
    {
        var configuration = new Dictionary<string, string?>
        {
            ["Discord:Channels:second:GuildId"] = LoopbackWorld.SecondGuild,
            ["Discord:Channels:second:ChannelId"] = LoopbackWorld.SecondChannel,
            ["Discord:LostSeconds"] = "1",
            ["Outputs:Sinks:1"] = "discord:second",
            ["Playout:RequiredSink"] = "discord:main",
        };
        var bench = await DiscordBench.StartAsync(configuration, async discord =>
        {
            await discord.JoinAsync(LoopbackWorld.Ann);
            await discord.JoinAsync(LoopbackWorld.Bob, LoopbackWorld.SecondChannel);
        });
        await bench.WaitUntilAsync(() => bench.Bot.Voices.All(static voice => voice.Phase == DiscordVoicePhase.Ready), () => string.Join("; ", bench.Bot.Voices));
        return bench;
    }

    private static DiscordVoiceState Second(DiscordBench bench) => bench.Bot.Voices.Single(static voice => voice.Name == "second");

    /// <summary>Somebody uses <c>/tts join</c>; its alarm is over then.</summary>
    private static async Task ComeBackAsync(DiscordBench bench)
    {
        await bench.Bot.JoinAsync("second", null, default);
        await bench.WaitUntilAsync(() => Second(bench).Phase == DiscordVoicePhase.Ready, () => Second(bench).ToString());
        await AlarmsAsync(bench);
    }

    /// <summary>The second server fails in the middle of a message, and the first one hears it whole.</summary>
    /// <returns>The longest time between two packets there.</returns>
    private static async Task<TimeSpan> SpeakThroughAsync(DiscordBench bench, int number, int words, Func<Task> fail)
    {
        var before = bench.Discord.State.Listener(LoopbackWorld.Ann)!.Frames;
        var text = DiscordBench.Words(words, number);
        bench.Worker.Source.Give(Chat.Bits($"m{number}", "ann", 500, text));
        await bench.WaitHeardAsync(10);
        await bench.WaitHeardAsync(1, LoopbackWorld.Bob);
        await fail();
        var utterance = await bench.Worker.WaitAsync($"m{number}", UtteranceState.Heard);
        await bench.WaitQuietAsync();

        utterance.Timings.HeardMs.ShouldBe(utterance.Timings.AudioMs);
        var heard = await bench.Discord.HearAsync(LoopbackWorld.Ann, before);
        var pairs = heard.Packets.Zip(heard.Packets.Skip(1)).ToArray();
        pairs.ShouldAllBe(static pair => ((pair.Second.Sequence - pair.First.Sequence) & 0xFFFF) == 1);
        var packets = (int)Math.Ceiling(bench.Synthesized(text).Length / (double)LoopbackAudio.SamplesPerPacket);
        heard.Packets.Count(static packet => !packet.Silence).ShouldBeInRange(packets, packets + 1);
        return TimeSpan.FromMilliseconds(pairs.Max(static pair => pair.Second.At - pair.First.At));
    }

    /// <summary>Waits until there are these alarms and no other.</summary>
    private static async Task AlarmsAsync(DiscordBench bench, params string[] keys)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (bench.Worker.Alarms.Current.Select(static alarm => alarm.Key).SequenceEqual(keys)) met.TrySetResult();
        }

        bench.Worker.Alarms.Changed += Look;
        Look();
        try
        {
            await met.Task.WaitAsync(DiscordBench.Limit);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"Alarms: {string.Join("; ", bench.Worker.Alarms.Current)}. {string.Join("; ", bench.Bot.Voices)}", exception);
        }
        finally
        {
            bench.Worker.Alarms.Changed -= Look;
        }
    }
}
