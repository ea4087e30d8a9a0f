using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IShowTts.TestKit.Models;

/// <summary>
/// A file server on this machine that a test makes misbehave: each request takes the next behaviour of its list.
/// By itself it serves ranges with <c>If-Range</c>, as a good server does.
/// </summary>
public sealed class LoopbackFileServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, LoopbackFileServer, Task>> _behaviours = new();
    private readonly SemaphoreSlim _arrival = new(0);
    private long _arrived;

    private LoopbackFileServer(WebApplication app) => _app = app;

    /// <summary>What each path holds.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>The entity tag of all files; null for none.</summary>
    public string? Tag { get; set; } = "\"one\"";

    /// <summary>Each request as <c>PATH RANGE</c>, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Address without a slash at its end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Starts a server on a free port.</summary>
    public static async Task<LoopbackFileServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new LoopbackFileServer(app);
        app.Run(server.HandleAsync);
        await app.StartAsync();
        server.Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return server;
    }

    /// <summary>The next request is served by this instead.</summary>
    public LoopbackFileServer Then(Func<HttpContext, LoopbackFileServer, Task> behaviour)
    {
        _behaviours.Enqueue(behaviour);
        return this;
    }

    /// <summary>Sends the right headers and some bytes from where the client is, and cuts the connection once they arrived (see <see cref="Arrived"/>): a cut may lose what is on its way.</summary>
    /// <param name="bytes">How many.</param>
    public LoopbackFileServer ThenCutAfter(int bytes) => Then(async (context, server) =>
    {
        var (content, start) = server.Prepare(context);
        await context.Response.Body.WriteAsync(content.AsMemory(start, bytes), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        while (bytes > 0 && Interlocked.Read(ref server._arrived) < start + bytes)
        {
            await server._arrival.WaitAsync(context.RequestAborted);
        }

        context.Abort();
    });

    /// <summary>The client has so many bytes of the file.</summary>
    public void Arrived(long bytes)
    {
        Interlocked.Exchange(ref _arrived, bytes);
        _arrival.Release();
    }

    /// <summary>Answers with a status and nothing else.</summary>
    public LoopbackFileServer ThenStatus(int status) => Then((context, _) =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    /// <summary>Redirects.</summary>
    public LoopbackFileServer ThenRedirect(string location) => Then((context, _) =>
    {
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    });

    /// <summary>Sets status and headers as a good server would, for the whole file or the part asked for.</summary>
    /// <returns>The content, and the first byte to send.</returns>
    public (byte[] Content, int Start) Prepare(HttpContext context)
    {
        var content = Files[context.Request.Path];
        var start = 0;
        if (context.Request.GetTypedHeaders().Range?.Ranges.First().From is { } from && (context.Request.Headers.IfRange.Count == 0 || context.Request.Headers.IfRange == Tag))
        {
            start = (int)from;
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.Headers.ContentRange = $"bytes {start}-{content.Length - 1}/{content.Length}";
        }

        if (Tag is not null)
        {
            context.Response.Headers.ETag = Tag;
        }

        context.Response.ContentLength = content.Length - start;
        return (content, start);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _arrival.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        Requests.Enqueue($"{context.Request.Path} {context.Request.Headers.Range}".TrimEnd());
        if (_behaviours.TryDequeue(out var behaviour))
        {
            await behaviour(context, this);
            return;
        }

        if (!Files.ContainsKey(context.Request.Path))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (content, start) = Prepare(context);
        await context.Response.Body.WriteAsync(content.AsMemory(start), context.RequestAborted);
    }
}
