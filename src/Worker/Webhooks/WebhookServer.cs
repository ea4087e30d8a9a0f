using System.Net.Sockets;
using IShowTts.Worker.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Webhooks;

/// <summary>An HTTP server of its own for webhooks: nothing of the API can be reached there, and no webhook on the API's port. It has no log but ours, as a framework's would tell paths and headers.</summary>
internal sealed class WebhookServer(WebhookEndpoint endpoint, IOptions<WebhookOptions> options, ILogger<WebhookServer> logger) : IHostedService, IAsyncDisposable
{
    private const int MaxConnections = 128;
    private static readonly TimeSpan HeaderPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IdlePatience = TimeSpan.FromSeconds(30);

    private WebApplication? app;

    /// <summary>Where it listens; null before it does.</summary>
    public Uri? Address { get; private set; }

    /// <summary>Starts listening.</summary>
    /// <exception cref="WebhookServerException">The port is taken or not allowed; it names the key.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Listen);
        builder.Services.AddSingleton<IHostLifetime, InnerLifetime>();
        app = builder.Build();
        app.Run(endpoint.HandleAsync);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            var settings = options.Value;
            throw new WebhookServerException(
                $"The webhook server cannot listen on {settings.Address}:{settings.Port}: {exception.InnerException?.Message ?? exception.Message}. Choose another Webhooks:Port (0 takes any free one), and tell it to your tunnel.",
                exception);
        }

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        Address = address is null ? null : new Uri(address);
        Log.Listening(logger, address ?? "");
    }

    /// <summary>Answers what is being received, then stops listening.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Listen(KestrelServerOptions kestrel)
    {
        // The validator has seen it.
        var address = ListenAddress.Find(options.Value.Address)!;
        kestrel.Listen(address, options.Value.Port, static listen => listen.Protocols = HttpProtocols.Http1);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = WebhookEndpoint.MaxBodyBytes;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = HeaderPatience;
        kestrel.Limits.KeepAliveTimeout = IdlePatience;
    }
}
