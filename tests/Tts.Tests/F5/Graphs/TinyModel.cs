using IShowTts.TestKit;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Graphs;
using IShowTts.Tts.F5.Inference;
using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.Tests.F5.Graphs;

/// <summary>A golden model converted into a folder of its own, deleted afterwards.</summary>
internal sealed class TinyModel : IDisposable
{
    public const string Prefix = "ema_model.transformer.";

    public TinyModel(string model, F5Precision precision = F5Precision.Fp32)
    {
        Architecture = GoldenCases.Architecture(model);
        Vocoder = ((IEnumerable<object[]>)GoldenCases.Vocoders()).Select(static row => (string)row[0]).First();
        using var transformer = Goldens.OpenWeights(model);
        using var vocoder = Goldens.OpenWeights(Vocoder);
        Directory = System.IO.Directory.CreateTempSubdirectory("ishowtts-tiny-").FullName;
        Graphs = F5ModelWriter.Write(
            transformer, Prefix, Architecture, vocoder, GoldenCases.VocoderArchitecture(Vocoder), precision, Directory, progress: null, CancellationToken.None);
    }

    public string Directory { get; }

    public string Vocoder { get; }

    public F5Architecture Architecture { get; }

    public IReadOnlyList<GraphDescription> Graphs { get; }

    public static InferenceSession OpenSession(string path)
    {
        if (GoldenProvider.Sessions is { } elsewhere)
        {
            return elsewhere.Open(path, "golden");
        }

        using var options = new SessionOptions { IntraOpNumThreads = 2, EnableMemoryPattern = false };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return new InferenceSession(path, options);
    }

    public OnnxF5Model Open() => OnnxF5Model.Open(Directory, Architecture, static (path, _) => OpenSession(path));

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
