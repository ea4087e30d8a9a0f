using IShowTts.TestKit.Contracts;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.Tests.Espeak;

[Collection(AudioChunkCollection.Name)]
public sealed class EspeakSynthesizerContractTests : SpeechSynthesizerContract
{
    protected override ISpeechSynthesizer Create() => EspeakTestEngine.Require();
}
