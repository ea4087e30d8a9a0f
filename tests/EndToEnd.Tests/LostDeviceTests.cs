using System.Diagnostics;
using IShowTts.TestKit;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Playback;
using IShowTts.TestKit.Synthesis;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using Xunit.Abstractions;

namespace IShowTts.EndToEnd.Tests;

/// <summary>The real virtual device taken away while a paid message plays: it comes back by itself and the message is heard.</summary>
public sealed class LostDeviceTests(PulseServerFixture server, ITestOutputHelper output) : IClassFixture<PulseServerFixture>
{
    private const string SinkUnloaded = "sink unloaded";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [SkippableTheory]
    [InlineData(SinkUnloaded)]
    [InlineData("server killed and started again")]
    public async Task DeviceLost_WhileAPaidMessagePlays_IsBackWithinTwoSecondsAndTheMessageIsHeard(string fault)
    {
        server.Require();
        await using var engine = EspeakTestEngine.Require();
        await using var worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings
        {
            KeepAudio = true,
            Configuration = new Dictionary<string, string?> { ["Audio:PulseServer"] = server.Address, ["Audio:StartServer"] = "Never" },
        });
        var pump = worker.Get<SinkSet>().Required;
        await pump.WaitOpenAsync(CancellationToken.None).WaitAsync(Limit);

        var back = await TimeLimit.ShouldBeKeptAsync(TimeSpan.FromSeconds(2), async number =>
        {
            worker.Source.Give(Chat.Bits($"m{number}", "ann", 500, "this is a message of some seconds that somebody has paid for, and it must be heard"));
            await worker.WaitAsync($"m{number}", UtteranceState.Playing);
            var raised = Raised(worker);
            Break(fault);
            var broken = Stopwatch.GetTimestamp();

            // How long the server takes to start is not ours.
            var lost = Math.Max(await raised.WaitAsync(Limit), broken);
            await pump.WaitOpenAsync(CancellationToken.None).WaitAsync(Limit);
            var took = Stopwatch.GetElapsedTime(lost);
            var heard = await worker.WaitAsync($"m{number}", UtteranceState.Heard);
            heard.Timings.HeardMs.ShouldBe(heard.Timings.AudioMs);
            worker.Alarms.Current.ShouldBeEmpty();
            return took;
        });

        output.WriteLine($"{fault}: open again {back.TotalMilliseconds:F0} ms after the alarm and the start of the server");
    }

    /// <summary>Completes with the moment of the next alarm, even of one that is over again by then.</summary>
    private static Task<long> Raised(WorkerFixture worker)
    {
        var raised = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.Alarms.Changed += () => raised.TrySetResult(Stopwatch.GetTimestamp());
        return raised.Task;
    }

    private void Break(string fault)
    {
        if (fault == SinkUnloaded)
        {
            var module = server.Control("list modules short").Split('\n').First(line => line.Contains("sink_name=ishowtts", StringComparison.Ordinal)).Split('\t')[0];
            server.Control($"unload-module {module}");
            return;
        }

        server.KillHard();
        server.Start().ShouldBeNull();
    }
}
