using IShowTts.TestKit.BrowserSource;
using IShowTts.Worker.BrowserSource;
using IShowTts.Worker.Playout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Worker.Tests.BrowserSource;

/// <summary>The overlay's page and socket on a free loopback port, without the rest of the worker, and so without the guard that asks for a key.</summary>
internal sealed class OverlayHost : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly WebApplication app;

    private OverlayHost(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    public OverlayRoster Roster => app.Services.GetRequiredService<OverlayRoster>();

    public NowPlaying NowPlaying => app.Services.GetRequiredService<NowPlaying>();

    public static async Task<OverlayHost> StartAsync(ILoggerProvider? logs = null, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (logs is not null)
        {
            builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        }

        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<NowPlaying>();
        builder.Services.AddBrowserSource(builder.Configuration);
        var built = builder.Build();
        built.MapBrowserSource();
        await built.StartAsync();
        return new OverlayHost(built);
    }

    /// <summary>A sink of this host's pages. It sends as much ahead as any sink may, so that a test can write before anything was heard.</summary>
    public BrowserSourceSink NewSink(string name = "", int ackMilliseconds = 10_000, int aheadMilliseconds = 500)
        => new(name, Roster, new BrowserSourceOptions { AckMilliseconds = ackMilliseconds, AheadMilliseconds = aheadMilliseconds }, TimeProvider.System, NullLogger.Instance);

    /// <summary>A page that plays, known to the roster as such.</summary>
    public async Task<OverlayClient> ConnectAsync(string name = "", string audio = "running")
    {
        var before = Roster.Pages;
        var known = WaitAsync(roster => roster.Pages.Any(page => !before.Contains(page) && page.Audio != PageAudio.Unknown && page.LastWord is not null));
        var client = await OverlayClient.ConnectAsync(Address, "key", name, audio);
        await known;
        return client;
    }

    /// <summary>Ends when the pages are as wanted.</summary>
    public async Task WaitAsync(Func<OverlayRoster, bool> condition)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(OverlayPage page)
        {
            if (condition(Roster))
            {
                done.TrySetResult();
            }
        }

        Roster.Changed += Look;
        try
        {
            if (!condition(Roster))
            {
                await done.Task.WaitAsync(Limit);
            }
        }
        finally
        {
            Roster.Changed -= Look;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
