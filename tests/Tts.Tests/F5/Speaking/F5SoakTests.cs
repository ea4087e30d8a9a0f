using IShowTts.TestKit;
using IShowTts.TestKit.Contracts;
using IShowTts.Tts.Audio;
using IShowTts.Tts.F5.Speaking;
using IShowTts.Tts.F5.Text;
using IShowTts.Tts.Tests.F5.Graphs;
using Xunit.Abstractions;

namespace IShowTts.Tts.Tests.F5.Speaking;

/// <summary>A thousand texts through the engine with a real, tiny model: memory stays where it was.</summary>
[Collection(AudioChunkCollection.Name)]
[Trait("Category", "Full")]
public sealed class F5SoakTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const int Texts = 1_000;
    private const int Warm = 200;
    private readonly F5Bench bench = new();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [SkippableFact]
    public async Task Synthesize_AThousandTexts_MemoryIsFlat()
    {
        using var tiny = new TinyModel("tiny_v1");
        bench.Options.CheckResults = false; // random weights speak noise
        bench.Options.NfeStep = 5;
        bench.Open = () => new F5Voicebox(tiny.Open(), F5Vocabulary.Load(Goldens.Require("tiny_vocab.txt")), () => null);
        var chunks = AudioChunk.LiveCount;
        long managed = 0, process = 0;

        for (var i = 0; i < Texts; i++)
        {
            if (i == Warm)
            {
                (managed, process) = Measure();
            }

            // Lengths vary, as chat does; every tenth has several parts.
            var words = i % 10 == 0 ? 30 : 1 + (i % 7);
            (await bench.SpeakAsync(bench.Request(string.Join(' ', Enumerable.Repeat("hello", words))))).ShouldNotBeEmpty();
        }

        var (managedAfter, processAfter) = Measure();
        output.WriteLine($"managed {managed >> 10} → {managedAfter >> 10} KiB, process {process >> 20} → {processAfter >> 20} MiB");
        managedAfter.ShouldBeLessThan(managed + (1 << 20));
        processAfter.ShouldBeLessThan(process + (32 << 20));
        AudioChunk.LiveCount.ShouldBe(chunks);
    }

    private static (long Managed, long Process) Measure()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        return (GC.GetTotalMemory(forceFullCollection: true), self.WorkingSet64);
    }
}
