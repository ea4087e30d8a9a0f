using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Playback;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Playout;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IShowTts.EndToEnd.Tests.Browser.Overlay;

/// <summary>A worker whose required sink is the overlay, and a browser that shows it. At its end it fails when a page broke its content policy or threw.</summary>
internal sealed class OverlayStage : IAsyncDisposable
{
    /// <summary>Longest wait of a test.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly string? directory;
    private readonly bool isTapped;

    private OverlayStage(WorkerFixture worker, IBrowserContext context, PageFaults faults, RecordingSink written, string? directory, bool isTapped)
    {
        this.isTapped = isTapped;
        Worker = worker;
        Context = context;
        Faults = faults;
        Written = written;
        Key = NewKey(worker);
        this.directory = directory;
    }

    /// <summary>The worker.</summary>
    public WorkerFixture Worker { get; private set; }

    /// <summary>Where its pages are.</summary>
    public IBrowserContext Context { get; }

    /// <summary>What its pages may not do and did.</summary>
    public PageFaults Faults { get; }

    /// <summary>Gets the same audio as the overlay, at the moment of writing.</summary>
    public RecordingSink Written { get; private set; }

    /// <summary>Key of its pages.</summary>
    public string Key { get; }

    /// <summary>The overlay's pump.</summary>
    public SinkPump Pump => Worker.Get<SinkSet>().Required;

    /// <summary>Starts both; opens no page.</summary>
    /// <param name="browsers">The browser.</param>
    /// <param name="isTapped">Hears what pages play.</param>
    /// <param name="restarts">Keeps the data when the worker is started again.</param>
    /// <param name="settings">Configuration.</param>
    public static async Task<OverlayStage> StartAsync(BrowserFixture browsers, bool isTapped = true, bool restarts = false, params (string Key, string Value)[] settings)
    {
        var context = await browsers.Require().NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 960, Height = 540 } });
        context.SetDefaultTimeout((float)Limit.TotalMilliseconds);
        if (isTapped)
        {
            await OverlayTap.AddToAsync(context);
        }

        var faults = new PageFaults();
        await faults.WatchAsync(context);
        var written = new RecordingSink("written");
        var folder = restarts ? Directory.CreateTempSubdirectory("ishowtts-test-").FullName : null;
        return new OverlayStage(await StartWorkerAsync(written, folder, settings), context, faults, written, folder, isTapped);
    }

    /// <summary>Makes a key for overlay pages, as <c>ishowtts keys add</c> does.</summary>
    public static string NewKey(WorkerFixture worker)
    {
        var secret = ApiKeySecret.Generate();
        new ApiKeyFile(worker.Get<DataDirectory>()).Add(new ApiKey("obs", ApiKeySecret.Hash(secret), ApiScope.Overlay, DateTimeOffset.UnixEpoch));
        return secret;
    }

    /// <summary>Ends the worker and starts another at the same address.</summary>
    /// <param name="between">Done while there is none.</param>
    public async Task RestartWorkerAsync(Func<Task> between)
    {
        var port = Worker.BaseAddress.Port;
        await Worker.DisposeAsync();
        await between();
        Written = new RecordingSink("written");
        Worker = await StartWorkerAsync(Written, directory, ("Api:Port", $"{port}"));
    }

    /// <summary>The page's address.</summary>
    /// <param name="options">Options behind the key, each with its <c>&amp;</c>.</param>
    public string Address(string options = "") => new Uri(Worker.BaseAddress, $"/overlay?key={Key}{options}").ToString();

    /// <summary>Opens a page and waits until its line stands.</summary>
    public async Task<IPage> OpenAsync(string options = "")
    {
        var page = await Context.NewPageAsync();
        await page.GotoAsync(Address(options));
        await page.WaitForSelectorAsync("html[data-connection=open]");
        return page;
    }

    /// <summary>Opens a page that plays and is heard by its tap, and waits until the worker counts on it.</summary>
    public async Task<IPage> OpenPlayingAsync(string options = "")
    {
        var page = await OpenAsync(options);
        await page.WaitForSelectorAsync("html[data-audio=running]");
        if (isTapped)
        {
            await OverlayTap.WaitReadyAsync(page);
        }

        await Pump.WaitOpenAsync(CancellationToken.None).WaitAsync(Limit);
        return page;
    }

    /// <summary>Waits until an alarm stands whose text contains a part.</summary>
    public async Task WaitForAlarmAsync(string part)
    {
        var raised = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (Worker.Alarms.Current.Any(alarm => alarm.Text.Contains(part, StringComparison.Ordinal)))
            {
                raised.TrySetResult();
            }
        }

        Worker.Alarms.Changed += Look;
        Look();
        await raised.Task.WaitAsync(Limit);
        Worker.Alarms.Changed -= Look;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        await Worker.DisposeAsync();
        if (directory is not null)
        {
            Directory.Delete(directory, recursive: true);
        }

        Faults.ShouldBeNone();
    }

    /// <summary>Pages have the longest time to acknowledge: a test machine without a processor to spare is no page that hangs.</summary>
    private static Task<WorkerFixture> StartWorkerAsync(RecordingSink written, string? directory, params (string Key, string Value)[] settings)
    {
        var configuration = new Dictionary<string, string?> { ["Playout:RequiredSink"] = "overlay", ["Playout:ReopenMilliseconds"] = "100", ["BrowserSource:AckMilliseconds"] = "10000" };
        foreach (var (key, value) in settings)
        {
            configuration[key] = value;
        }

        return WorkerFixture.StartAsync(
            new WorkerFixtureSettings
            {
                Sinks = [written],
                Configuration = configuration,
                ConfigureServices = services =>
                {
                    services.AddSingleton<IAudioSink>(provider => provider.GetRequiredService<AudioSinkFactory>().Create("overlay"));
                    OverlayTap.ServeBy(services);
                },
            },
            directory);
    }
}
