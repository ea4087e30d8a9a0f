using IShowTts.Tts.Checkpoints;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>
/// Writes checkpoints of portable random weights (<see cref="RandomWeights"/>): what they speak is noise, but they are converted, loaded and timed
/// like the real ones, so that the speed of a machine can be measured without a model.
/// </summary>
public static class RandomCheckpoint
{
    /// <summary>Name of the transformer's file.</summary>
    public const string Transformer = "model.safetensors";

    /// <summary>Name of the vocoder's file.</summary>
    public const string Vocoder = "vocos.safetensors";

    /// <summary>Name of the vocabulary.</summary>
    public const string Vocabulary = "vocab.txt";

    /// <summary>Name of the configuration.</summary>
    public const string Config = "config.json";

    private static readonly F5Architecture s_full = new(1024, 22, 16, 64, 2048, 512, 4, 2545);
    private static readonly F5Architecture s_tiny = new(64, 2, 2, 32, 128, 32, 2, 256);

    /// <summary>Writes transformer, vocoder, vocabulary and configuration.</summary>
    /// <param name="folder">Existing folder; files of the same names are replaced.</param>
    /// <param name="isFull">The sizes of F5TTS_v1_Base and Vocos (1.4 GB), else a toy's.</param>
    /// <param name="cancellationToken">Ends it between the files.</param>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written.</exception>
    public static void Write(string folder, bool isFull, CancellationToken cancellationToken)
    {
        var architecture = isFull ? s_full : s_tiny;
        File.WriteAllLines(Path.Combine(folder, Vocabulary), Tokens(architecture.VocabularySize));
        File.WriteAllText(Path.Combine(folder, Config), """{"text_mask_padding": true, "pe_attn_head": null}""");
        using var vocoder = RandomWeights.ForVocos("bench-vocos", isFull ? new VocosArchitecture(512, 1536, 8) : new VocosArchitecture(32, 64, 2));
        SafetensorsWriter.Write(Path.Combine(folder, Vocoder), vocoder);
        cancellationToken.ThrowIfCancellationRequested();
        using var transformer = RandomWeights.ForF5("bench-f5", architecture);
        SafetensorsWriter.Write(Path.Combine(folder, Transformer), transformer);
    }

    // A space first, as in every vocabulary of F5-TTS; then what English needs, then names that no text has.
    private static IEnumerable<string> Tokens(int count) =>
        Enumerable.Range(' ', '~' - ' ' + 1).Select(code => ((char)code).ToString()).Concat(Enumerable.Range(0, count).Select(index => $"unused{index}")).Take(count);
}
