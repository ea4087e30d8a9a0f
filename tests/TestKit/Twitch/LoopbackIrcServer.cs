using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IShowTts.TestKit.Twitch;

/// <summary>Plays Twitch's chat server on 127.0.0.1. A test accepts each connection and says what the server does.</summary>
public sealed class LoopbackIrcServer : IAsyncDisposable
{
    private readonly Channel<LoopbackIrcClient> _accepted = Channel.CreateUnbounded<LoopbackIrcClient>();
    private readonly ConcurrentBag<LoopbackIrcClient> _clients = [];
    private readonly WebApplication _application;

    private LoopbackIrcServer(WebApplication application) => _application = application;

    /// <summary>Address for <c>Twitch:IrcUrl</c>.</summary>
    public Uri Url { get; private set; } = new("ws://127.0.0.1");

    /// <summary>Starts a server on a free port.</summary>
    public static async Task<LoopbackIrcServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new LoopbackIrcServer(builder.Build());
        server._application.UseWebSockets();
        server._application.Run(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            using var client = new LoopbackIrcClient(socket);
            server._clients.Add(client);
            await server._accepted.Writer.WriteAsync(client, context.RequestAborted);
            await client.Ended;
            context.Abort();
        });
        await server._application.StartAsync();
        var address = server._application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        server.Url = new Uri(address.Replace("http:", "ws:", StringComparison.Ordinal));
        return server;
    }

    /// <summary>Waits for the next connection.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<LoopbackIrcClient> AcceptAsync(CancellationToken cancellationToken) => await _accepted.Reader.ReadAsync(cancellationToken);

    /// <summary>Waits for the next connection and lets it into the channel that it asks for.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<LoopbackIrcClient> AcceptAndWelcomeAsync(CancellationToken cancellationToken)
    {
        var client = await AcceptAsync(cancellationToken);
        await client.WelcomeAsync(cancellationToken);
        return client;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Abort();
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }
}
