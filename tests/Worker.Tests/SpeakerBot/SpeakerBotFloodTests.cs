using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;
using IShowTts.Worker.SpeakerBot;

namespace IShowTts.Worker.Tests.SpeakerBot;

/// <summary>A program that sends datagrams as fast as it can takes neither the memory nor more of the queue than its places.</summary>
[Collection(MeasuredMemory.Name)]
public class SpeakerBotFloodTests
{
    private const int Datagrams = 20_000;
    private const int PerSecond = 100;
    private const int Capacity = 20;
    private const long MostBytes = 32 * 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Flood_OfDatagrams_IsLimitedByRateAndQueueAndLeavesNothingBehind()
    {
        using var limit = new CancellationTokenSource(Limit);
        await using var worker = await SpeakerBotWorker.StartAsync(perSecond: PerSecond, capacity: Capacity);
        await worker.Control.PauseAsync(new Actor("test", "test"), limit.Token);
        var target = new IPEndPoint(IPAddress.Loopback, await worker.Get<SpeakerBotService>().UdpPort.WaitAsync(limit.Token));
        using var udp = new UdpClient(AddressFamily.InterNetwork);
        var watched = WatchAsync(worker, limit.Token);
        var bytes = GC.GetTotalMemory(forceFullCollection: true);
        var started = Stopwatch.GetTimestamp();

        for (var i = 0; i < Datagrams; i++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $$"""{ "command": "speak", "id": "{{i}}", "message": "this is the message number {{i}}" }""");
            await udp.SendAsync(Encoding.UTF8.GetBytes(text), target, limit.Token);
        }

        // Of so many datagrams the system drops some, and the rate drops more: one that counts is sent until it is carried out.
        while (!watched.IsCompleted)
        {
            await udp.SendAsync("""{ "command": "clear" }"""u8.ToArray(), target, limit.Token);
            await Task.WhenAny(watched, Task.Delay(Pace, TimeProvider.System, limit.Token));
        }

        var (added, mostWaiting) = await watched;
        mostWaiting.ShouldBe(Capacity);
        added.ShouldBeLessThanOrEqualTo((int)((Stopwatch.GetElapsedTime(started).TotalSeconds + 2) * PerSecond) + 1);
        (GC.GetTotalMemory(forceFullCollection: true) - bytes).ShouldBeLessThan(MostBytes);
        worker.Alarms.Current.ShouldNotContain(alarm => alarm.Key.StartsWith("speaker-bot", StringComparison.Ordinal));
    }

    /// <summary>Until the queue is cleared: how many were added, and how many waited at most.</summary>
    private static async Task<(int Added, int MostWaiting)> WatchAsync(WorkerFixture worker, CancellationToken cancellationToken)
    {
        var (added, most) = (0, 0);
        var waiting = new HashSet<string>();
        await foreach (var transition in worker.Queue.WatchAsync(0, cancellationToken))
        {
            added += transition.From is null ? 1 : 0;
            _ = transition.Utterance.State == UtteranceState.Queued ? waiting.Add(transition.Utterance.Id) : waiting.Remove(transition.Utterance.Id);
            most = Math.Max(most, waiting.Count);
            if (transition.Utterance.Reason?.Code == ReasonCodes.ClearedByPerson)
            {
                break;
            }
        }

        return (added, most);
    }
}
