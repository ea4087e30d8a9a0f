using System.Net;
using IShowTts.Worker.Api;
using IShowTts.Worker.Webhooks;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.SpeakerBot;

/// <summary>The WebSocket server on 127.0.0.1. Pages of the web are turned away: every one that a browser here shows could connect to it.</summary>
internal sealed class SpeakerBotSocketServer(
    SpeakerBotRequests requests, SpeakerBotTally tally, RequestOrigins origins, IOptions<SpeakerBotOptions> options, TimeProvider time, ILogger<SpeakerBotSocketServer> logger)
{
    private const string FilePage = "file://";
    private static readonly TimeSpan HeaderPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private int connections;

    /// <summary>Listens until it is stopped.</summary>
    /// <param name="listening">Told the port.</param>
    /// <param name="stopping">Ends it.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public async Task RunAsync(Action<int> listening, CancellationToken stopping)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Listen);
        builder.Services.AddSingleton<IHostLifetime, InnerLifetime>();
        await using var app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Silence, KeepAliveTimeout = Silence });
        app.Run(context => ServeAsync(context, stopping));
        await app.StartAsync(stopping);
        listening(new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (stopping.Register(stopped.SetResult))
        {
            await stopped.Task;
        }

        await app.StopAsync(CancellationToken.None);
    }

    private async Task ServeAsync(HttpContext context, CancellationToken stopping)
    {
        if (FindObjection(context) is { } status)
        {
            tally.AddRefused();
            Log.Refused(logger, status);
            context.Response.StatusCode = status;
            return;
        }

        try
        {
            if (Interlocked.Increment(ref connections) > options.Value.MaxConnections)
            {
                tally.AddRefused();
                Log.Refused(logger, StatusCodes.Status503ServiceUnavailable);
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await new SpeakerBotSocket(socket, requests, new RequestBudget(options.Value.RequestsPerSecond, time), tally, logger).ServeAsync(stopping);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            // The edge: one connection must not stop the others, nor hide.
            Log.ConnectionFailed(logger, exception);
        }
        finally
        {
            Interlocked.Decrement(ref connections);
        }
    }

    private int? FindObjection(HttpContext context)
    {
        // Browsers say where a page comes from, programs do not. Plugins of Stream Deck are pages of files; no page of the web can say that it is one.
        var pages = context.Request.Headers.Origin;
        if ((pages.Count > 0 && !(pages.Count == 1 && pages == FilePage)) || !origins.IsKnownHost(context.Request.Host.Host))
        {
            return StatusCodes.Status403Forbidden;
        }

        return context.Request.Path.Value is not ("/" or "") ? StatusCodes.Status404NotFound
            : context.WebSockets.IsWebSocketRequest ? null
            : StatusCodes.Status426UpgradeRequired;
    }

    private void Listen(KestrelServerOptions kestrel)
    {
        kestrel.Listen(IPAddress.Loopback, options.Value.WebSocketPort, static listen => listen.Protocols = HttpProtocols.Http1);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Limits.MaxConcurrentConnections = 512;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = HeaderPatience;
        kestrel.Limits.KeepAliveTimeout = HeaderPatience;
    }
}
