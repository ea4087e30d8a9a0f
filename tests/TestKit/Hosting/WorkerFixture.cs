using IShowTts.Integrations.Events;
using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Playback;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Control;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IShowTts.TestKit.Hosting;

/// <summary>The real worker in process: real host, SQLite file and API on loopback; events from the test, a fake engine, recording sinks.</summary>
internal sealed class WorkerFixture : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly WebApplication app;
    private readonly bool ownsDirectory;

    private WorkerFixture(WebApplication app, WorkerFixtureSettings settings, string directory, bool ownsDirectory)
    {
        this.app = app;
        this.ownsDirectory = ownsDirectory;
        Settings = settings;
        Directory = directory;
    }

    /// <summary>What it was made of.</summary>
    public WorkerFixtureSettings Settings { get; }

    /// <summary>Its data directory.</summary>
    public string Directory { get; }

    /// <summary>Where the test puts events in.</summary>
    public ScriptedSource Source => Settings.Source;

    /// <summary>The required sink.</summary>
    public RecordingSink Sink => Settings.Sinks[0];

    /// <summary>The engine.</summary>
    public FakeSynthesizer Engine => Settings.Engine;

    /// <summary>The queue.</summary>
    public IUtteranceQueue Queue => Get<IUtteranceQueue>();

    /// <summary>The door for steering.</summary>
    public ISpeechControl Control => Get<ISpeechControl>();

    /// <summary>What is wrong.</summary>
    public IAlarms Alarms => Get<IAlarms>();

    /// <summary>Where its web host listens, on loopback.</summary>
    public Uri BaseAddress => new(app.Urls.First());

    /// <summary>Starts a worker.</summary>
    /// <param name="settings">Parts and configuration; null for a quick one.</param>
    /// <param name="directory">Data directory to go on with; null for a new one, which is deleted at the end.</param>
    public static async Task<WorkerFixture> StartAsync(WorkerFixtureSettings? settings = null, string? directory = null)
    {
        settings ??= new WorkerFixtureSettings();
        var path = directory ?? System.IO.Directory.CreateTempSubdirectory("ishowtts-test-").FullName;
        var overrides = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Api:Port"] = "0",
            ["Voices:Default"] = settings.KeepAudio ? "en-us" : "fake:one",
            ["Playout:PauseBetweenMilliseconds"] = "0",
        };
        foreach (var (key, value) in settings.Configuration)
        {
            overrides[key] = value;
        }

        var built = WorkerHost.Build(new WorkerHostSettings
        {
            DataDirectory = path,
            ConfigFile = settings.ConfigFile,
            Overrides = overrides,
            ExitWhenIdle = settings.ExitWhenIdle,
            ConfigureServices = services => Replace(services, settings),
        });
        await built.StartAsync();
        return new WorkerFixture(built, settings, path, directory is null);
    }

    /// <summary>A service of the worker.</summary>
    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>Waits until the utterance of an event is in a state; fails when it ends in another final state.</summary>
    /// <param name="eventId">Id of its event.</param>
    /// <param name="state">The state.</param>
    /// <param name="attempts">Tries there must have been; what an earlier run did is seen too.</param>
    public async Task<Utterance> WaitAsync(string eventId, UtteranceState state, int attempts = 0)
    {
        using var limit = new CancellationTokenSource(Limit);
        await foreach (var transition in Queue.WatchAsync(0, limit.Token))
        {
            var utterance = transition.Utterance;
            if (utterance.EventId != eventId)
            {
                continue;
            }

            if (utterance.State == state && utterance.Attempts >= attempts)
            {
                return utterance;
            }

            if (utterance.State >= UtteranceState.Heard)
            {
                throw new InvalidOperationException($"{eventId} ended as {utterance.State}, {utterance.Reason}, not as {state}.");
            }
        }

        throw new InvalidOperationException("The watch ended.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        if (ownsDirectory)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }

    private static void Replace(IServiceCollection services, WorkerFixtureSettings settings)
    {
        if (!settings.KeepAudio)
        {
            if (!settings.KeepEngines)
            {
                services.RemoveAll<ISpeechEngine>();
                services.AddSingleton<ISpeechEngine>(settings.Engine);
            }

            if (!settings.KeepSinks)
            {
                services.RemoveAll<IAudioSink>();
                foreach (var sink in settings.Sinks)
                {
                    services.AddSingleton<IAudioSink>(sink);
                }
            }
        }

        if (!settings.KeepSources)
        {
            services.RemoveAll<IEventSource>();
            services.AddSingleton<IEventSource>(settings.Source);
        }

        settings.ConfigureServices?.Invoke(services);
    }
}
