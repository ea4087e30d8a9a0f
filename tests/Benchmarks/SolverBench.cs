using IShowTts.TestKit;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Conversion;
using IShowTts.Tts.F5.Graphs;
using IShowTts.Tts.F5.Inference;
using IShowTts.Tts.F5.Sampling;
using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Benchmarks;

/// <summary>One model and the inputs it is asked with.</summary>
internal sealed class SolverBench : IDisposable
{
    private readonly string directory;
    private readonly OnnxF5Model model;
    private readonly FlowRequest request;

    private SolverBench(F5Architecture architecture, ITensorSource transformer, VocosArchitecture vocosArchitecture, ITensorSource vocos, FlowRequest request)
    {
        this.request = request;
        directory = Directory.CreateTempSubdirectory("ishowtts-solvers-").FullName;
        using (transformer)
        using (vocos)
        {
            F5ModelWriter.Write(transformer, F5StateDict.EmaPrefix, architecture, vocos, vocosArchitecture, F5Precision.Fp32, directory, progress: null, CancellationToken.None);
        }

        model = OnnxF5Model.Open(directory, architecture, static (path, _) => OpenSession(path));
    }

    public int Frames => request.Frames;

    public static SolverBench Golden(string name, bool smooth)
    {
        using var golden = Goldens.Open(name + "_sample.safetensors");
        var vocoder = (string)((IEnumerable<object[]>)GoldenCases.Vocoders()).First()[0];
        int[] tokens = [.. golden.Integers("text").Select(id => (int)id)];
        var noise = golden.Floats("noise");
        var asked = new FlowRequest(tokens, golden.Floats("cond"), noise.Length / F5Architecture.MelBins, noise, []);
        return new SolverBench(
            GoldenCases.Architecture(name), Weights(Goldens.OpenWeights(name), smooth), GoldenCases.VocoderArchitecture(vocoder), Goldens.OpenWeights(vocoder), asked);
    }

    public static SolverBench FullSize(string seed, bool smooth)
    {
        using var golden = Goldens.Open("full_size.safetensors");
        var (architecture, vocos) = (new F5Architecture(1024, 22, 16, 64, 2048, 512, 4, 2545), new VocosArchitecture(64, 192, 1));
        int[] tokens = [.. golden.Integers("in.text").Select(id => (int)id)];
        var noise = golden.Floats("in.x")[..(24 * F5Architecture.MelBins)];
        var asked = new FlowRequest(tokens, golden.Floats("in.cond").AsMemory(0, 8 * F5Architecture.MelBins), noise.Length / F5Architecture.MelBins, noise, []);
        return new SolverBench(architecture, Weights(RandomWeights.ForF5(seed, architecture), smooth), vocos, RandomWeights.ForVocos("small", vocos), asked);
    }

    /// <summary>The generated mel frames; noise 0 is the goldens', others are seeded.</summary>
    public float[] Solve(IReadOnlyList<FlowStep> steps, int noise)
    {
        var mel = new float[request.Noise.Length];
        model.Sample(request with { Steps = steps, Noise = Noise(noise) }, mel, CancellationToken.None);
        return mel[request.Prompt.Length..];
    }

    /// <summary>Root mean square distance of the ends of a schedule from other ends, in thousandths of the way from noise; mean over noises.</summary>
    public double Error(IReadOnlyList<FlowStep> steps, float[][] ends) => 1000 * Enumerable.Range(0, ends.Length).Average(noise =>
    {
        var start = Noise(noise)[request.Prompt.Length..];
        return Math.Sqrt(SquaredDistance(Solve(steps, noise), ends[noise]) / SquaredDistance(ends[noise], start));
    });

    public void Dispose()
    {
        model.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private static double SquaredDistance(float[] a, float[] b) => a.Zip(b, (x, y) => Math.Pow(x - y, 2)).Sum();

    private static ITensorSource Weights(ITensorSource weights, bool smooth) => smooth ? new SmoothTime(weights) : weights;

    private float[] Noise(int noise)
    {
        var values = request.Noise.ToArray();
        if (noise > 0)
        {
            FlowNoise.Fill(noise, 0, values);
        }

        return values;
    }

    private static InferenceSession OpenSession(string path)
    {
        using var options = new SessionOptions { IntraOpNumThreads = Environment.ProcessorCount };
        return new InferenceSession(path, options);
    }
}
