using System.Collections.Concurrent;
using System.Threading.Channels;
using IShowTts.TestKit.Twitch.Loopback;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IShowTts.TestKit.Donations.Loopback;

/// <summary>A donation service on 127.0.0.1: its HTTP API, and WebSockets that a test accepts one by one.</summary>
public abstract class LoopbackService : IAsyncDisposable
{
    private readonly Channel<LoopbackSocket> accepted = Channel.CreateUnbounded<LoopbackSocket>();
    private readonly ConcurrentBag<LoopbackSocket> sockets = [];
    private readonly CancellationTokenSource stopping = new();
    private WebApplication? app;
    private bool isDisposed;

    /// <summary>What goes wrong with calls and connects, for example <c>Faults.Answer("/", 429, ("Retry-After", "2"))</c>.</summary>
    public LoopbackFaults Faults { get; } = new();

    /// <summary>Whether connections from now on read nothing, so that no ping is answered either.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>Address of the API, without a slash at its end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Address of the WebSockets, without a path.</summary>
    public string SocketAddress => Address.Replace("http:", "ws:", StringComparison.Ordinal);

    /// <summary>Waits for the next connection.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<LoopbackSocket> AcceptAsync(CancellationToken cancellationToken) => await accepted.Reader.ReadAsync(cancellationToken);

    /// <summary>Stops listening and cuts all lines; a second time does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isDisposed) return;
        isDisposed = true;
        await stopping.CancelAsync();
        foreach (var socket in sockets) socket.Abort();
        if (app is not null)
        {
            await app.StopAsync(new CancellationToken(canceled: true));
            await app.DisposeAsync();
        }

        stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts it on a free port.</summary>
    protected async Task ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Use(async (context, next) =>
        {
            if (!await Faults.StrikeAsync(context)) await next(context);
        });
        app.UseWebSockets();
        app.Use(ServeAsync);
        Map(app);
        await app.StartAsync();
        Address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
    }

    /// <summary>Maps the API's routes.</summary>
    /// <param name="routes">Where.</param>
    protected abstract void Map(IEndpointRouteBuilder routes);

    /// <summary>Called with each text that a program sends, after it was noted.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="text">The text.</param>
    protected virtual Task AnswerAsync(LoopbackSocket socket, string text) => Task.CompletedTask;

    private async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await next(context);
            return;
        }

        using var webSocket = await context.WebSockets.AcceptWebSocketAsync();
        using var socket = new LoopbackSocket(webSocket, context.Request.QueryString.Value ?? "");
        sockets.Add(socket);
        var listening = IsDeaf ? Task.CompletedTask : socket.ListenAsync(AnswerAsync);
        await accepted.Writer.WriteAsync(socket, CancellationToken.None);
        using var onCut = context.RequestAborted.Register(socket.Abort);
        using var onStop = stopping.Token.Register(socket.Abort);
        await socket.Ended;
        context.Abort();
        await listening;
    }
}
