using System.Globalization;
using System.Text;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Graphs;
using IShowTts.Tts.Onnx;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Benchmarks.F5;

/// <summary>Speed of the full-size step on the processor beside the matrix product's own, and what int8 costs in exactness, by kind of layer.</summary>
internal static class F5Probe
{
    private const int RuleFrames = 128;

    // Short steps suffer most from what else uses memory and cache, so they are run more often.
    private static readonly (int Frames, int Runs)[] s_lengths = [(375, 12), (750, 6), (1500, 4)];

    private static readonly int[] s_vocoderFrames = [94, 469, 938];

    private static readonly (string Name, Int8Rule Rule)[] s_rules =
    [
        .. new[] { Int8Form.PerTensor, Int8Form.PerBlock }.SelectMany(static form => new (string, Int8Rule)[]
        {
            ($"q, k {form}", Only with { Query = form }),
            ($"v {form}", Only with { Value = form }),
            ($"out {form}", Only with { Output = form }),
            ($"ff inner {form}", Only with { Inner = form }),
            ($"ff outer {form}", Only with { Outer = form }),
            ($"all {form}", new Int8Rule(form, form, form, form, form)),
        }),
        ("the rule", Int8Rule.Default),
    ];

    private static Int8Rule Only => new(Int8Form.Float, Int8Form.Float, Int8Form.Float, Int8Form.Float, Int8Form.Float);

    /// <summary>Measures speed.</summary>
    /// <returns>The result as Markdown.</returns>
    public static string RunSpeed() => InFolder(static (bench, folder, open) =>
    {
        var ceiling = GemmCeiling.Measure(folder, open);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"Matrix product of ONNX Runtime, best of 2048³ and 3000×2048×1024: **{ceiling:F1} GFLOP/s**.\n\n");
        page.Append("| frames | precision | ms per step | effective GFLOP/s | of the ceiling | times fp32 | error of the velocity |\n| --- | --- | --- | --- | --- | --- | --- |\n");
        using var fp32 = bench.Open("fp32", F5Precision.Fp32);
        using var int8 = bench.Open("int8", F5Precision.Int8);
        foreach (var (frames, runs) in s_lengths)
        {
            using var constant = bench.Constant(frames);
            var (reference, seconds) = bench.Run(fp32, constant, frames, runs);
            var (velocities, faster) = bench.Run(int8, constant, frames, runs);
            page.Append(Line(frames, "fp32", seconds, ceiling, 1, "-"));
            page.Append(Line(frames, "int8", faster, ceiling, seconds / faster, Errors(reference, velocities)));
        }

        page.Append("\nVocoder (fp32), with its inverse STFT in the graph:\n\n| frames | ms | inverse STFT by our DSP instead, ms |\n| --- | --- | --- |\n");
        foreach (var frames in s_vocoderFrames)
        {
            var (whole, ours) = VocoderBench.Measure(folder, open, frames);
            page.Append(CultureInfo.InvariantCulture, $"| {frames} | {whole * 1000:F1} | {ours * 1000:F1} |\n");
        }

        return page.ToString();
    });

    /// <summary>Measures each kind of layer in each int8 form.</summary>
    /// <returns>The result as Markdown.</returns>
    public static string RunRules() => InFolder(static (bench, _, _) =>
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"{RuleFrames} frames, guidance 2; relative error of the velocity (root mean square) at times 0.02, 0.35, 0.8.\n\n| int8 | error |\n| --- | --- |\n");
        using var constant = bench.Constant(RuleFrames);
        float[][] reference;
        using (var fp32 = bench.Open("fp32", F5Precision.Fp32))
        {
            reference = bench.Run(fp32, constant, RuleFrames, 0).Velocities;
        }

        foreach (var (name, rule) in s_rules)
        {
            using var session = bench.Open("rule", F5Precision.Int8, rule);
            var (velocities, _) = bench.Run(session, constant, RuleFrames, 0);
            page.Append(CultureInfo.InvariantCulture, $"| {name} | {Errors(reference, velocities)} |\n");
        }

        return page.ToString();
    });

    private static string InFolder(Func<StepBench, string, Func<string, InferenceSession>, string> measure)
    {
        var folder = Directory.CreateTempSubdirectory("ishowtts-f5-");
        try
        {
            var options = Options.Create(new OnnxOptions { Provider = OnnxProvider.Cpu });
            var sessions = new OnnxSessions(options, new ProviderPlatform(NullLogger<ProviderPlatform>.Instance), TimeProvider.System, NullLogger<OnnxSessions>.Instance);
            InferenceSession Open(string path) => sessions.Open(path, "benchmark");
            using var bench = new StepBench(folder.FullName, Open);
            return measure(bench, folder.FullName, Open);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Line(int frames, string precision, double seconds, double ceiling, double times, string error)
    {
        var rate = StepBench.Work(frames, 2) / seconds / 1e9;
        return string.Create(CultureInfo.InvariantCulture, $"| {frames} | {precision} | {seconds * 1000:F0} | {rate:F1} | {rate / ceiling * 100:F1} % | {times:F2} | {error} |\n");
    }

    private static string Errors(float[][] reference, float[][] actual) =>
        string.Join(", ", reference.Zip(actual, static (expected, got) => Error(expected, got).ToString("P2", CultureInfo.InvariantCulture)));

    private static double Error(float[] reference, float[] actual)
    {
        double difference = 0, whole = 0;
        for (var i = 0; i < reference.Length; i++)
        {
            difference += Math.Pow(actual[i] - reference[i], 2);
            whole += Math.Pow(reference[i], 2);
        }

        return Math.Sqrt(difference / whole);
    }
}
