using System.Net.Sockets;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.SpeakerBot;

/// <summary>Keeps both ports open. One that is taken raises an alarm with the cure and is tried again; the show goes on.</summary>
internal sealed class SpeakerBotService(
    SpeakerBotSocketServer webSocket, SpeakerBotUdpServer udp, IOptions<SpeakerBotOptions> options, AlarmBoard alarms, TimeProvider time, ILogger<SpeakerBotService> logger) : BackgroundService
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(15);

    private readonly TaskCompletionSource<int> webSocketPort = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> udpPort = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Port of the WebSocket, once it listens.</summary>
    public Task<int> WebSocketPort => webSocketPort.Task;

    /// <summary>Port for UDP, once it listens.</summary>
    public Task<int> UdpPort => udpPort.Task;

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var settings = options.Value;
        return Task.WhenAll(
            KeepAsync("speaker-bot:websocket", $"127.0.0.1:{settings.WebSocketPort}", "SpeakerBot:WebSocketPort, and tell it to Streamer.bot", webSocketPort, webSocket.RunAsync, stoppingToken),
            settings.Udp ? KeepAsync("speaker-bot:udp", $"127.0.0.1:{settings.UdpPort} (UDP)", "SpeakerBot:UdpPort, or set SpeakerBot:Udp to false", udpPort, udp.RunAsync, stoppingToken) : Task.CompletedTask);
    }

    private async Task KeepAsync(string alarm, string place, string keys, TaskCompletionSource<int> port, Func<Action<int>, CancellationToken, Task> run, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await run(Listening, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The edge: whatever closes one of these ports, the show goes on.
                if (exception is not (IOException or SocketException))
                {
                    Log.PortFailed(logger, exception, place);
                }

                alarms.Raise(alarm, $"Speaker.bot's requests cannot be taken on {place}: {exception.InnerException?.Message ?? exception.Message}. Close the program that has the port (Speaker.bot itself?), or choose another {keys}.");
                await Task.Delay(TryAgain, time, stopping).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }

        void Listening(int number)
        {
            alarms.Clear(alarm);
            Log.Listening(logger, place, number);
            port.TrySetResult(number);
        }
    }
}
