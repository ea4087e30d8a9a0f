using System.Collections.Concurrent;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;

namespace IShowTts.Tts.Synthesis;

/// <summary>One circuit breaker for each engine, and for each model of an engine that has several. Thread safe.</summary>
/// <remarks>A text that an engine cannot speak says nothing about the next one, so it is not counted; see <see cref="CountsAgainst"/>.</remarks>
/// <param name="options">When a breaker opens, and for how long.</param>
/// <param name="observers">Told when one opens and closes.</param>
/// <param name="time">Measures.</param>
/// <param name="logger">Told the same.</param>
internal sealed class EngineBreakers(
    IOptions<FallbackOptions> options, IEnumerable<IEngineObserver> observers, TimeProvider time, ILogger<FallbackSynthesizer> logger)
{
    private readonly ConcurrentDictionary<string, ResiliencePipeline> breakers = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, SynthesisFailure> causes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is kept out together: the engine, with its model where the voice names one.</summary>
    public static string KeyOf(Voice voice) => voice.Reference is { Model.Length: > 0 } reference ? $"{voice.Engine}:{reference.Model}" : voice.Engine;

    /// <summary>Asks for leave to use the engine of a voice.</summary>
    /// <returns>The turn, which must be ended; null while the engine is kept out.</returns>
    public ValueTask<EngineTurn?> EnterAsync(Voice voice)
    {
        var key = KeyOf(voice);
        return EngineTurn.EnterAsync(breakers.GetOrAdd(key, Create));
    }

    /// <summary>Why the engine of a voice is kept out: its last failure that counted.</summary>
    public SynthesisFailure? CauseOf(Voice voice) => causes.GetValueOrDefault(KeyOf(voice));

    /// <summary>Remembers a failure as the cause, for those who are told.</summary>
    public void Remember(SynthesisFailure failure) => causes[KeyOf(failure.Voice)] = failure;

    /// <summary>Whether a failure is the engine's: not a voice it never had, nor a text it cannot say.</summary>
    public static bool CountsAgainst(string code) => code is not (
        "voice-unknown" or "script-unknown" or "f5-chinese-dictionary" or "text-too-long" or "result-too-short" or "result-too-long" or "clip-unusable" or "engine-off");

    private ResiliencePipeline Create(string key)
    {
        var settings = options.Value;
        return new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = settings.Attempts,
                SamplingDuration = TimeSpan.FromSeconds(settings.WindowSeconds),
                BreakDuration = TimeSpan.FromSeconds(settings.BreakSeconds),
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Exception is SynthesisException failure && CountsAgainst(failure.Code)),
                OnOpened = arguments => Opened(key, arguments.BreakDuration),
                OnClosed = _ => Closed(key),
            })
            .Build();
    }

    private ValueTask Opened(string key, TimeSpan duration)
    {
        if (causes.TryGetValue(key, out var cause))
        {
            Log.KeptOut(logger, key, duration.TotalSeconds, cause.Code, cause.Message);
            foreach (var observer in observers)
            {
                observer.KeptOut(key, duration, cause);
            }
        }

        return ValueTask.CompletedTask;
    }

    private ValueTask Closed(string key)
    {
        Log.BackIn(logger, key);
        foreach (var observer in observers)
        {
            observer.BackIn(key);
        }

        return ValueTask.CompletedTask;
    }
}
