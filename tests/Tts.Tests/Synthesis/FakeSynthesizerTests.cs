using IShowTts.TestKit.Contracts;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.Tests.Synthesis;

[Collection(AudioChunkCollection.Name)]
public sealed class FakeSynthesizerTests : SpeechSynthesizerContract
{
    protected override ISpeechSynthesizer Create() => new FakeSynthesizer();
}
