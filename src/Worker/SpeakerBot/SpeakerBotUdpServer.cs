using System.Net;
using System.Net.Sockets;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.SpeakerBot;

/// <summary>Commands over UDP on 127.0.0.1, one after the other. UDP has no answers: what is no command, or too much, is dropped and counted.</summary>
internal sealed class SpeakerBotUdpServer(SpeakerBotRequests requests, SpeakerBotTally tally, IOptions<SpeakerBotOptions> options, TimeProvider time, ILogger<SpeakerBotUdpServer> logger)
{
    /// <summary>Listens until it is stopped.</summary>
    /// <param name="listening">Told the port.</param>
    /// <param name="stopping">Ends it.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    public async Task RunAsync(Action<int> listening, CancellationToken stopping)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, options.Value.UdpPort));
        listening(((IPEndPoint)socket.LocalEndPoint!).Port);
        var budget = new RequestBudget(options.Value.RequestsPerSecond, time);
        var buffer = new byte[SpeakerBotRequest.MaxBytes];
        var anyone = new IPEndPoint(IPAddress.Any, 0);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anyone, stopping);
                await HandleAsync(buffer.AsMemory(0, received.ReceivedBytes), budget, stopping);
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.MessageSize or SocketError.ConnectionReset)
            {
                // One datagram that could not be received says nothing about the next.
                tally.AddMalformed();
                Log.DatagramLost(logger, exception.SocketErrorCode);
            }
        }
    }

    private async Task HandleAsync(ReadOnlyMemory<byte> content, RequestBudget budget, CancellationToken cancellationToken)
    {
        if (!budget.TryTake())
        {
            tally.AddLimited();
            return;
        }

        if (!SpeakerBotRequest.TryParse(content, "command", out var request))
        {
            tally.AddMalformed();
            return;
        }

        try
        {
            if ((await requests.RunAsync(request, cancellationToken)).Error is not null)
            {
                tally.AddMalformed();
                Log.CommandFailed(logger);
            }
        }
        catch (QueueStoreException exception)
        {
            Log.QueueUnavailable(logger, exception);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The edge: one bad datagram ends neither the port nor the worker, and does not hide.
            Log.RequestFailed(logger, exception);
        }
    }
}
