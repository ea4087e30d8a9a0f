using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Tts.Tests.Synthesis;

/// <summary>Two engines, the second behind the first, and a clock that the test moves.</summary>
internal sealed class FallbackBench : IFallbackVoices, IEngineObserver, IAsyncDisposable
{
    /// <summary>Makes it.</summary>
    public FallbackBench()
    {
        var breakers = new EngineBreakers(Options.Create(new FallbackOptions()), [this], Time, NullLogger<FallbackSynthesizer>.Instance);
        Synthesizer = new FallbackSynthesizer(new RoutingSynthesizer([First, Second]), this, breakers, Time, NullLogger<FallbackSynthesizer>.Instance);
    }

    /// <summary>A voice of the first engine.</summary>
    public static Voice Voice { get; } = new("own", "first", "one", "en");

    /// <summary>A voice of the second engine.</summary>
    public static Voice Next { get; } = new("next", "second", "one", "en");

    /// <summary>The stage.</summary>
    public FallbackSynthesizer Synthesizer { get; }

    /// <summary>The clock.</summary>
    public FakeTimeProvider Time { get; } = new();

    /// <summary>The engine of <see cref="Voice"/>.</summary>
    public FakeSynthesizer First { get; } = new() { Engine = "first" };

    /// <summary>The engine of <see cref="Next"/>.</summary>
    public FakeSynthesizer Second { get; } = new() { Engine = "second" };

    /// <summary>The chain behind <see cref="Voice"/>.</summary>
    public IReadOnlyList<Voice> Chain { get; set; } = [Next];

    /// <summary>What observers were told: <c>out first code</c>, <c>in first</c>.</summary>
    public List<string> Told { get; } = [];

    /// <summary>Lets the first engine fail at a chunk.</summary>
    public void FailAt(int chunk, Func<Exception> cause) => First.BeforeChunk = (_, index, _) => index == chunk ? throw cause() : ValueTask.CompletedTask;

    /// <summary>Lets the first engine wait at a chunk until it is cancelled.</summary>
    /// <returns>Completes when it waits.</returns>
    public Task HangAt(int chunk, bool ignoringCancel = false)
    {
        var hangs = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        First.BeforeChunk = async (_, index, token) =>
        {
            if (index == chunk)
            {
                hangs.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, Time, ignoringCancel ? CancellationToken.None : token);
            }
        };
        return hangs.Task;
    }

    /// <summary>Speaks in <see cref="Voice"/>.</summary>
    /// <returns>All samples.</returns>
    public async Task<float[]> SpeakAsync(SynthesisRequest request, CancellationToken cancellationToken = default)
    {
        var samples = new List<float>();
        await foreach (var chunk in Synthesizer.SynthesizeAsync(request, cancellationToken))
        {
            using (chunk)
            {
                samples.AddRange(chunk.Samples.Span);
            }
        }

        return [.. samples];
    }

    /// <summary>A request in <see cref="Voice"/> with a report.</summary>
    public static SynthesisRequest Request(string text) => new(text, Voice) { Report = new SynthesisReport() };

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Voice>> AfterAsync(Voice voice, CancellationToken cancellationToken) => new(Chain);

    /// <inheritdoc/>
    public void KeptOut(string engine, TimeSpan duration, SynthesisFailure cause) => Told.Add($"out {engine} {cause.Code}");

    /// <inheritdoc/>
    public void BackIn(string engine) => Told.Add($"in {engine}");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Synthesizer.DisposeAsync();
}
