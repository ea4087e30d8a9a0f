using BenchmarkDotNet.Attributes;
using IShowTts.TestKit;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Espeak;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IShowTts.Benchmarks;

/// <summary>
/// eSpeak NG alone, and through the whole chain of AddSpeech, over the same ten seconds of speech. Real-time factor = mean ÷ audio length,
/// which set-up prints.
/// </summary>
[MemoryDiagnoser]
public class SpeechBenchmarks
{
    private const string Text =
        "Good evening everyone, welcome back to the show! We will play a few rounds, read the chat and talk about the news of the week. "
        + "Thanks for the twenty five subs, that is amazing. Who is ready? Here we go!";

    private readonly SynthesisRequest request = new(Text, new Voice("en-us", "espeak", "en-us", "en-US"));
    private EspeakSynthesizer engine = null!;
    private ServiceProvider services = null!;
    private ISpeechSynthesizer chain = null!;

    [GlobalSetup]
    public async Task SetUp()
    {
        engine = EspeakTestEngine.Require();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Voices:File", Path.Combine(SharedData.RepositoryRoot, "config", "voices.json"))]).Build();
        services = new ServiceCollection().AddLogging().AddSpeech(configuration).BuildServiceProvider();
        chain = services.GetRequiredService<ISpeechSynthesizer>();
        await Console.Out.WriteLineAsync($"// audio length: engine {await Engine():0.000} s, chain {await Chain():0.000} s");
    }

    [GlobalCleanup]
    public async Task CleanUp()
    {
        await engine.DisposeAsync();
        await services.DisposeAsync();
    }

    [Benchmark(Baseline = true)]
    public Task<double> Engine() => SpeakAsync(engine);

    [Benchmark]
    public Task<double> Chain() => SpeakAsync(chain);

    /// <summary>Time to first audio through the chain; the rest is cancelled.</summary>
    [Benchmark]
    public async Task<double> ChainFirstChunk()
    {
        await using var chunks = chain.SynthesizeAsync(request, CancellationToken.None).GetAsyncEnumerator();
        await chunks.MoveNextAsync();
        using var chunk = chunks.Current;
        return chunk.Duration.TotalSeconds;
    }

    private async Task<double> SpeakAsync(ISpeechSynthesizer synthesizer)
    {
        var seconds = 0.0;
        await foreach (var chunk in synthesizer.SynthesizeAsync(request, CancellationToken.None))
        {
            seconds += chunk.Duration.TotalSeconds;
            chunk.Dispose();
        }

        return seconds;
    }
}
