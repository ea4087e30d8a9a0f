using IShowTts.TestKit;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Conversion;
using IShowTts.Tts.F5.Graphs;
using IShowTts.Tts.F5.Inference;

namespace IShowTts.Tts.Tests.F5.Graphs;

/// <summary>A model of the published size with the portable random weights of the goldens, converted into a folder of its own, deleted afterwards.</summary>
internal sealed class FullSizeModel : IDisposable
{
    public const string File = "full_size.safetensors";

    private static readonly VocosArchitecture s_vocos = new(512, 1536, 8);

    public FullSizeModel(string name, F5Precision precision = F5Precision.Fp32)
    {
        var seed = Goldens.FileEntry(File).GetProperty("weight_seed_prefix").GetString();
        var config = name == "v1" ? F5ModelConfig.V1Base : F5ModelConfig.Base;
        Architecture = new F5Architecture(1024, 22, 16, 64, 2048, 512, 4, 2545) { TextMaskPadding = config.TextMaskPadding, RotatedHeads = config.RotatedHeads };
        using var transformer = RandomWeights.ForF5($"{seed}-{name}", Architecture);
        using var vocoder = RandomWeights.ForVocos($"{seed}-vocos", s_vocos);
        Directory = System.IO.Directory.CreateTempSubdirectory("ishowtts-full-").FullName;
        F5ModelWriter.Write(transformer, TinyModel.Prefix, Architecture, vocoder, s_vocos, precision, Directory, progress: null, CancellationToken.None);
    }

    public string Directory { get; }

    public F5Architecture Architecture { get; }

    public OnnxF5Model Open() => OnnxF5Model.Open(Directory, Architecture, static (path, _) => TinyModel.OpenSession(path));

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
