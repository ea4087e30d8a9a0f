using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Conversion;

namespace IShowTts.TestKit;

/// <summary>A checkpoint of random weights with its vocoder, vocabulary and configuration, of a size that a test chooses.</summary>
/// <param name="Bytes">Size of the transformer's file.</param>
/// <param name="LargestTensorBytes">Of its largest tensor.</param>
public sealed record SizedCheckpoint(long Bytes, long LargestTensorBytes)
{
    private const int Tokens = 50;

    /// <summary>Writes the files that <see cref="RandomCheckpoint"/> names.</summary>
    /// <param name="folder">Existing folder.</param>
    /// <param name="dim">Width, a multiple of 64.</param>
    /// <param name="depth">Blocks.</param>
    public static SizedCheckpoint Write(string folder, int dim, int depth)
    {
        using var transformer = RandomWeights.ForF5("sized", new F5Architecture(dim, depth, dim / 64, 64, 2 * dim, 64, 1, Tokens));
        using var vocoder = RandomWeights.ForVocos("sized", new VocosArchitecture(64, 128, 1));
        var path = Path.Combine(folder, RandomCheckpoint.Transformer);
        SafetensorsWriter.Write(path, transformer);
        SafetensorsWriter.Write(Path.Combine(folder, RandomCheckpoint.Vocoder), vocoder);
        File.WriteAllLines(Path.Combine(folder, RandomCheckpoint.Vocabulary), Enumerable.Range(0, Tokens).Select(static i => i == 0 ? " " : $"t{i}"));
        File.WriteAllText(Path.Combine(folder, RandomCheckpoint.Config), """{ "text_mask_padding": true, "pe_attn_head": null }""");
        return new SizedCheckpoint(new FileInfo(path).Length, 4 * transformer.Tensors.Values.Max(static info => info.Count));
    }
}
