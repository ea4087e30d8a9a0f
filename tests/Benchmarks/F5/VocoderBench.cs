using IShowTts.Tts.Dsp;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Conversion;
using IShowTts.Tts.F5.Graphs;
using IShowTts.Tts.F5.Sampling;
using IShowTts.Tts.Onnx.Writing;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace IShowTts.Benchmarks.F5;

/// <summary>The vocoder of the published size: samples from the graph, or its head's output through our own inverse STFT.</summary>
internal static class VocoderBench
{
    private static readonly VocosArchitecture s_architecture = new(512, 1536, 8);

    /// <summary>Measures both ways.</summary>
    /// <returns>Seconds of the shortest run: samples from the graph; head from the graph, samples from <see cref="InverseStft"/>.</returns>
    public static (double Graph, double Ours) Measure(string folder, Func<string, InferenceSession> open, int frames)
    {
        using var random = RandomWeights.ForVocos("full-dev-vocos", s_architecture);
        var weights = new CheckpointWeights(random, string.Empty);
        var samples = new float[InverseStft.SamplesOf(frames)];
        var inverse = new InverseStft();
        var whole = Seconds(folder, open, weights, "samples", [1, samples.Length], frames, static _ => { });
        var ours = Seconds(folder, open, weights, "head_out", [frames, InverseStft.Values], frames, head => inverse.Synthesize(head.GetTensorDataAsSpan<float>(), samples));
        return (whole, ours);
    }

    private static double Seconds(
        string folder, Func<string, InferenceSession> open, CheckpointWeights weights, string output, long[] shape, int frames, Action<OrtValue> finish)
    {
        var path = Path.Combine(folder, output + ".onnx");
        using (var file = new OnnxWeightsFile(Path.Combine(folder, output + ".weights")))
        {
            OnnxModelFile.Write(VocoderGraph.Build(s_architecture, weights, file, output == "samples"), path, new Dictionary<string, string>());
        }

        using var session = open(path);
        using var mel = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, [1, frames, F5Architecture.MelBins]);
        using var result = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, shape);
        FlowNoise.Fill(2, 0, mel.GetTensorMutableDataAsSpan<float>());
        using var options = new RunOptions();
        string[] names = ["mel"];
        string[] wanted = [output];
        return GemmCeiling.BestSeconds(2, 10, () =>
        {
            session.Run(options, names, [mel], wanted, [result]);
            finish(result);
        });
    }
}
