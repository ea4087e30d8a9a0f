using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.Dsp;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>Reads a Vocos checkpoint: sizes from shapes, every key and shape checked.</summary>
internal static class VocosCheckpointReader
{
    private const string Cure = "Use the weights of charactr/vocos-mel-24khz (pytorch_model.bin) or a safetensors copy with the same keys.";
    private const float WindowTolerance = 1e-5f;

    /// <summary>Checks a checkpoint.</summary>
    /// <param name="source">The checkpoint; owned by the result, disposed when this throws.</param>
    /// <exception cref="CheckpointException">It is no Vocos with 100 mel bins and a window of 1024; the message names the key.</exception>
    public static VocosCheckpoint Read(ITensorSource source)
    {
        try
        {
            var keys = source.Tensors.Keys;
            if (!keys.Any(static key => key.StartsWith("backbone.", StringComparison.Ordinal)))
            {
                throw new CheckpointException($"{source.Name} is no Vocos vocoder: no key starts with backbone. (the first is {keys.FirstOrDefault() ?? "none"}). {Cure}");
            }

            var architecture = new VocosArchitecture(
                StateDictCheck.Size(source, "backbone.embed.weight", 3, 0, Cure),
                StateDictCheck.Size(source, "backbone.convnext.0.pwconv1.weight", 2, 0, Cure),
                StateDictCheck.CountBlocks(source, "backbone.convnext."));
            StateDictCheck.Run(source, "", VocosStateDict.Shapes(architecture), keys, VocosStateDict.KnownBuffers, Cure);
            CheckWindow(source, VocosStateDict.AnalysisWindow);
            CheckWindow(source, VocosStateDict.SynthesisWindow);
            return new VocosCheckpoint(source, architecture);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private static void CheckWindow(ITensorSource source, string key)
    {
        if (!source.Tensors.ContainsKey(key))
        {
            return;
        }

        var expected = HannWindow.Periodic(VocosArchitecture.FftSize);
        var actual = new float[expected.Length];
        source.Read(key, 0, actual);
        for (var i = 0; i < actual.Length; i++)
        {
            if (!(MathF.Abs(actual[i] - expected[i]) <= WindowTolerance))
            {
                throw new CheckpointException($"{source.Name}: {key} is no periodic Hann window (element {i} is {actual[i]}, not {expected[i]}); this vocoder is of another kind. {Cure}");
            }
        }
    }
}
