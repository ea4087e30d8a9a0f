using IShowTts.TestKit;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Conversion;

namespace IShowTts.Tts.Tests.F5.Conversion;

public class VocosCheckpointReaderTests
{
    private static readonly VocosArchitecture Small = new(8, 16, 2);

    public static TheoryData<string> Vocoders => GoldenCases.Vocoders();

    [SkippableTheory]
    [MemberData(nameof(Vocoders))]
    public void Golden_Vocoder_HasTheArchitectureOfItsConfig(string vocoder)
    {
        using var checkpoint = VocosCheckpointReader.Read(Goldens.OpenWeights(vocoder));

        checkpoint.Architecture.ShouldBe(GoldenCases.VocoderArchitecture(vocoder));
    }

    [Fact]
    public void EveryKey_WhenMissing_IsNamedUnlessItsValuesAreKnown()
    {
        foreach (var (key, _) in VocosStateDict.Shapes(Small))
        {
            var source = Copy();
            source.Remove(key);
            if (VocosStateDict.KnownBuffers.Contains(key))
            {
                VocosCheckpointReader.Read(source).Architecture.ShouldBe(Small);
            }
            else
            {
                Refused(source).ShouldContain(key.StartsWith("backbone.convnext.", StringComparison.Ordinal) ? "backbone.convnext." : key);
            }
        }
    }

    [Fact]
    public void EveryKey_WithAnotherShape_IsRefused()
    {
        foreach (var (key, shape) in VocosStateDict.Shapes(Small))
        {
            var source = Copy();
            source.Set(key, [.. shape[..^1], shape[^1] + 1]);

            Refused(source).ShouldContain("shape");
        }
    }

    [Fact]
    public void Key_TooMany_IsRefusedByName()
    {
        var source = Copy();
        source.Set("head.instantaneous_frequency", 4);

        Refused(source).ShouldContain("head.instantaneous_frequency");
        source.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public void Window_OfAnotherKind_IsRefused()
    {
        var source = Copy();
        source.Values(VocosStateDict.SynthesisWindow)[512] = 0.5f;

        Refused(source).ShouldContain("no periodic Hann window");
    }

    [Fact]
    public void Transformer_InsteadOfAVocoder_IsToldApart() =>
        Refused(RandomWeights.ForF5("f", new F5Architecture(32, 1, 2, 8, 64, 16, 1, 10))).ShouldContain("no Vocos vocoder");

    private static MemoryTensors Copy()
    {
        using var random = RandomWeights.ForVocos("small", Small);
        return MemoryTensors.Copy(random);
    }

    private static string Refused(ITensorSource source) => Should.Throw<CheckpointException>(() => VocosCheckpointReader.Read(source)).Message;
}
