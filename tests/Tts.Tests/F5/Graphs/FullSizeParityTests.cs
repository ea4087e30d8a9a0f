using System.Text.RegularExpressions;
using IShowTts.TestKit;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Conversion;
using IShowTts.Tts.F5.Graphs;
using IShowTts.Tts.F5.Sampling;
using Xunit.Abstractions;

namespace IShowTts.Tts.Tests.F5.Graphs;

/// <summary>The published sizes with random weights: forward, flow and vocoder against the original. Takes a minute and 3 GB.</summary>
[Trait("Category", "Full")]
public sealed partial class FullSizeParityTests(ITestOutputHelper output)
{
    [SkippableTheory]
    [MemberData(nameof(GoldenCases.FullSizeModels), MemberType = typeof(GoldenCases))]
    public void FullSize_ForwardAndFlow_MeetGolden(string name)
    {
        using var file = Goldens.Open(FullSizeModel.File);
        using var full = new FullSizeModel(name);
        using var onnx = full.Open();
        var frames = (int)file.Shape("in.x")[1];
        var prompt = int.Parse(Prompt().Match(Goldens.TensorEntry(FullSizeModel.File, $"{name}/sample_nfe7").GetProperty("desc").GetString()!).Groups["frames"].Value);
        int[] tokens = [.. file.Integers("in.text").Select(static id => (int)id)];
        var noise = file.Floats("in.x");
        var request = new FlowRequest(tokens, file.Floats("in.cond").AsMemory(0, prompt * F5Architecture.MelBins), frames, noise, FlowSchedule.Create(7));
        var mel = new float[noise.Length];

        onnx.Sample(request, mel, CancellationToken.None);

        Report("flow", file.AssertClose($"{name}/sample_nfe7", mel));
        Forward(file, full, name, frames, tokens, noise);
    }

    [SkippableFact]
    public void FullSize_Vocoder_MeetsGolden()
    {
        using var file = Goldens.Open(FullSizeModel.File);
        using var full = new FullSizeModel("v1");
        using var onnx = full.Open();
        var frames = (int)file.Shape("vocos/mel")[^1];
        var samples = new float[file.Shape("vocos/wav")[^1]];

        onnx.Vocode(VocoderParityTests.FramesFirst(file.Floats("vocos/mel"), frames), samples, CancellationToken.None);

        Report("wave", file.AssertClose("vocos/wav", samples));
    }

    // Both rows of the packed forward and samples of every block's output, from the graph itself.
    private void Forward(GoldenFile file, FullSizeModel full, string name, int frames, int[] tokens, float[] state)
    {
        var architecture = full.Architecture;
        using var random = RandomWeights.ForF5($"{Goldens.FileEntry(FullSizeModel.File).GetProperty("weight_seed_prefix").GetString()}-{name}", architecture);
        var weights = new CheckpointWeights(random, TinyModel.Prefix);
        var modulations = GraphRun.Run(graph => ModulationGraph.Build(architecture, weights, graph), [], new() { ["time"] = GraphRun.Floats(file.Floats("in.time"), 1) })["modulations"];
        var ids = new long[frames];
        for (var i = 0; i < tokens.Length; i++)
        {
            ids[i] = tokens[i] + 1;
        }

        var constant = GraphRun.Run(
            graph => TextGraph.Build(architecture, weights, graph, batch: false), [], new() { ["ids"] = GraphRun.Longs(ids, 1, frames), ["cond"] = GraphRun.Floats(file.Floats("in.cond"), 1, frames, 100) })["constant"];
        string[] blocks = [.. Enumerable.Range(0, architecture.Depth).Select(static block => $"block{block}.out")];
        var values = GraphRun.Run(graph => StepGraph.Build(architecture, weights, graph, F5Precision.Fp32, batch: false), [.. blocks, "output"], new()
        {
            ["state"] = GraphRun.Floats(state, 1, frames, 100),
            ["previous"] = GraphRun.Floats(new float[state.Length], 1, frames, 100),
            ["constant"] = GraphRun.Floats(constant, 2, 1, frames, architecture.Dim),
            ["modulations"] = GraphRun.Floats(modulations, 1, ModulationGraph.Vectors(architecture), architecture.Dim),
            ["solver"] = GraphRun.Floats([1, 0, 3, -2], 1, 4),
            ["step"] = GraphRun.Longs([0]),
        });

        Report("output", file.AssertClose($"{name}/output", values["output"]));
        Report("blocks", file.AssertClose($"{name}/block_samples", Samples(file, name, blocks, values, frames, architecture.Dim)));
    }

    // "[22,2,3,16]: block outputs at frames [0, 32, 63], channels 0..15"
    private static float[] Samples(GoldenFile file, string name, string[] blocks, Dictionary<string, float[]> values, int frames, int dim)
    {
        var channels = (int)file.Shape($"{name}/block_samples")[^1];
        var text = Goldens.TensorEntry(FullSizeModel.File, $"{name}/block_samples").GetProperty("desc").GetString()!;
        int[] at = [.. Frames().Match(text).Groups["list"].Value.Split(',').Select(int.Parse)];
        return [.. from block in blocks from row in Enumerable.Range(0, 2) from frame in at from channel in Enumerable.Range(0, channels) select values[block][(((row * frames) + frame) * dim) + channel]];
    }

    private void Report(string what, GoldenError error) => output.WriteLine($"{what}: {error.MaxAbs:g3}, {error.FloorRatio:f2} floors");

    [GeneratedRegex(@"first (?<frames>\d+) frames", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Prompt();

    [GeneratedRegex(@"frames \[(?<list>[\d, ]+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Frames();
}
