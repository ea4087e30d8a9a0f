using System.Globalization;
using IShowTts.TestKit.Hosting;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.Worker.Tests.SpeakerBot;

/// <summary>The real worker with Speaker.bot's ports open, on free ports.</summary>
internal static class SpeakerBotWorker
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Starts it.</summary>
    /// <param name="port">Port of the WebSocket; 0 for a free one.</param>
    /// <param name="perSecond">Requests a second.</param>
    /// <param name="capacity">Places in the queue.</param>
    /// <param name="configure">Replaces services.</param>
    public static Task<WorkerFixture> StartAsync(int port = 0, int perSecond = 1_000, int capacity = 200, Action<IServiceCollection>? configure = null) => WorkerFixture.StartAsync(new WorkerFixtureSettings
    {
        ConfigureServices = configure,
        Configuration = new Dictionary<string, string?>
        {
            ["SpeakerBot:Enabled"] = "true",
            ["SpeakerBot:WebSocketPort"] = port.ToString(CultureInfo.InvariantCulture),
            ["SpeakerBot:UdpPort"] = "0",
            ["SpeakerBot:MaxConnections"] = "2",
            ["SpeakerBot:RequestsPerSecond"] = perSecond.ToString(CultureInfo.InvariantCulture),
            ["SpeakerBot:Aliases:EventVoice"] = "fake:two",
            ["Filters:BlockedWords:Words:0"] = "zebrafish",
            ["Queue:Capacity"] = capacity.ToString(CultureInfo.InvariantCulture),
        },
    });

    /// <summary>Waits until one is in a state.</summary>
    public static async Task<Utterance> WaitAsync(WorkerFixture worker, UtteranceState state)
    {
        using var limit = new CancellationTokenSource(Limit);
        await foreach (var transition in worker.Queue.WatchAsync(0, limit.Token))
        {
            if (transition.Utterance.State == state)
            {
                return transition.Utterance;
            }
        }

        throw new InvalidOperationException("The watch ended.");
    }
}
