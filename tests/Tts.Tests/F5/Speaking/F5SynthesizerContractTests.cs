using IShowTts.TestKit.Contracts;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.Tests.F5.Speaking;

[Collection(AudioChunkCollection.Name)]
public sealed class F5SynthesizerContractTests : SpeechSynthesizerContract, IAsyncDisposable
{
    private readonly F5Bench bench = new();

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    protected override ISpeechSynthesizer Create() => bench.Engine;
}
