using IShowTts.Integrations.Discord;
using IShowTts.TestKit;
using IShowTts.TestKit.Discord;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;
using Xunit.Abstractions;

namespace IShowTts.EndToEnd.Tests.Discord;

/// <summary>What is heard falls silent within 150 ms when a moderator at Discord wants it, though the voice line is slow.</summary>
[Collection(DiscordCollection.Name)]
public sealed class DiscordSilenceTests(ITestOutputHelper output)
{
    /// <summary>Packets of silence that Discord wants at the end.</summary>
    private const int Silences = 5;

    /// <summary>The time is of four processes, one of which may have to wait for its turn.</summary>
    private const int Tries = 5;

    private static readonly TimeSpan MaxTail = TimeSpan.FromMilliseconds(150);
    private static readonly string[] s_authors = [LoopbackWorld.Bob, LoopbackWorld.Moderator, LoopbackWorld.Ann];

    [SkippableFact]
    public async Task MessageOfATextChannel_SkippedDeletedOrItsAuthorBanned_IsSilentAtOnce()
    {
        var configuration = new Dictionary<string, string?>
        {
            ["Discord:TextChannels:0"] = LoopbackWorld.TextChannel,
            [$"Discord:Commands:Roles:{LoopbackWorld.ModeratorRole}"] = "Moderator",
        };
        await using var bench = await DiscordBench.StartAsync(configuration, settings: new WorkerFixtureSettings { KeepSources = true });
        await bench.WaitAsync(DiscordVoicePhase.Ready);
        await bench.Discord.WaitUntilAsync(static state => state.Registrations.Any(static one => one.Commands == 1), "commands on the server");
        await bench.Discord.SlowDownAsync(TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(200));

        await MeasureAsync(bench, 1, "skipped", UtteranceState.Skipped, (_, _) => bench.Discord.SendInteractionAsync(LoopbackWorld.Moderator, "skip"));
        await MeasureAsync(bench, 2, "deleted", UtteranceState.Cancelled, (id, _) => bench.Discord.DeleteMessagesAsync(id));
        await MeasureAsync(bench, 3, "banned", UtteranceState.Cancelled, (_, author) => bench.Discord.BanAsync(author));

        bench.Discord.State.Plaintext.ShouldBe(0);
    }

    /// <summary>Lets a message be heard, ends it, and judges the time from that to the last packet with sound.</summary>
    private async Task MeasureAsync(DiscordBench bench, int kind, string how, UtteranceState end, Func<string, string, Task> silence)
    {
        var tail = await TimeLimit.ShouldBeKeptAsync(MaxTail, async number =>
        {
            var id = $"5000000000000000{kind}{number}";
            var author = s_authors[(kind + number) % s_authors.Length];
            var before = bench.Discord.State.Listener(LoopbackWorld.Ann)!.Silence;
            await bench.Discord.SendMessageAsync(id, author, DiscordBench.Words(40, (5 * kind) + number));
            await bench.WaitHeardAsync(15);
            var at = await bench.Discord.NowAsync();
            await silence(id, author);
            await bench.Worker.WaitAsync(id, end);
            // On a slow line the bot's word that it speaks no more comes late.
            await bench.Discord.WaitUntilAsync(state => state.Listener(LoopbackWorld.Ann)?.Silence >= before + Silences, "the silence at the end");

            var heard = await bench.Discord.HearAsync(LoopbackWorld.Ann);
            return TimeSpan.FromMilliseconds(Math.Max(0, heard.Packets.Last(packet => !packet.Silence).At - at));
        }, Tries);
        output.WriteLine($"{how}: the last packet with sound came {tail.TotalMilliseconds:F0} ms after.");
    }
}
