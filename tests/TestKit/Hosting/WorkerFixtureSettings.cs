using IShowTts.TestKit.Playback;
using IShowTts.TestKit.Synthesis;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.TestKit.Hosting;

/// <summary>What a <see cref="WorkerFixture"/> is made of.</summary>
internal sealed record WorkerFixtureSettings
{
    /// <summary>Gives the events.</summary>
    public ScriptedSource Source { get; init; } = new();

    /// <summary>Speaks.</summary>
    public FakeSynthesizer Engine { get; init; } = new();

    /// <summary>Take the audio; the first is required. Paced by default, so that playing takes its time.</summary>
    public IReadOnlyList<RecordingSink> Sinks { get; init; } = [new RecordingSink(paced: true)];

    /// <summary>Configuration keys.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; init; } = new Dictionary<string, string?>();

    /// <summary>Configuration file; null for the one that a worker finds by itself.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Keeps the sources of the configuration in place of <see cref="Source"/>.</summary>
    public bool KeepSources { get; init; }

    /// <summary>Keeps the engines and sinks of the configuration in place of <see cref="Engine"/> and <see cref="Sinks"/>.</summary>
    public bool KeepAudio { get; init; }

    /// <summary>Keeps the engines of the configuration in place of <see cref="Engine"/>; the sinks are still the test's.</summary>
    public bool KeepEngines { get; init; }

    /// <summary>Keeps the sinks of the configuration in place of <see cref="Sinks"/>; the engine is still the test's.</summary>
    public bool KeepSinks { get; init; }

    /// <summary>Ends the worker when the source has ended and everything was spoken.</summary>
    public bool ExitWhenIdle { get; init; }

    /// <summary>Last changes of services.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }
}
