using System.Text.Json;
using IShowTts.TestKit;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Inference;

namespace IShowTts.Tts.Tests.F5.Inference;

/// <summary>Whole flows of the goldens through the model: schedule, text, steps, guidance.</summary>
public sealed class SampleParityTests
{
    [SkippableTheory]
    [MemberData(nameof(FlowCases.Singles), MemberType = typeof(FlowCases))]
    public void Sample_GoldenNoise_MeetsGoldenMel(string model, string name)
    {
        using var stage = new SampleStage(model);
        var (file, onnx) = (stage.File, stage.Model);
        var request = Request(file, name);

        var mel = new float[request.Frames * F5Architecture.MelBins];
        onnx.Sample(request, mel, CancellationToken.None);

        file.AssertClose($"{name}/out", mel);
        Trajectory(onnx, file, name, request);
    }

    /// <summary>What a case of a golden file asks for.</summary>
    internal static FlowRequest Request(GoldenFile file, string name)
    {
        var frames = (int)file.Shape($"{name}/out")[1];
        var settings = Goldens.Case(name);
        var steps = FlowCases.Steps(settings, epss: Goldens.Property(settings, "use_epss").ValueKind != JsonValueKind.False);
        int[] tokens = [.. file.Integers("text").Select(static id => (int)id)];
        return new FlowRequest(tokens, file.Floats("cond"), frames, file.Floats("noise").AsMemory(0, frames * F5Architecture.MelBins), steps);
    }

    // The state after k steps is what a schedule of only these steps gives; the prompt's frames are put back at the end, so only the others are compared.
    private static void Trajectory(OnnxF5Model onnx, GoldenFile file, string name, FlowRequest request)
    {
        var whole = file.Has($"{name}/trajectory");
        if (!whole && !file.Has($"{name}/trajectory_at"))
        {
            return;
        }

        var golden = file.Tensor(whole ? $"{name}/trajectory" : $"{name}/trajectory_at");
        var indices = whole ? [.. Enumerable.Range(0, (int)golden.Shape[0])] : Indices(file, name);
        var size = golden.Values.Length / indices.Length;
        var state = new float[size];
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] == 0)
            {
                continue;
            }

            onnx.Sample(request with { Steps = [.. request.Steps.Take(indices[i])] }, state, CancellationToken.None);
            var part = golden.Values.AsSpan(i * size, size)[request.Prompt.Length..];
            for (var k = 0; k < part.Length; k++)
            {
                Math.Abs(state[request.Prompt.Length + k] - part[k]).ShouldBeLessThanOrEqualTo((float)golden.Tolerance, $"step {indices[i]}, value {k}");
            }
        }
    }

    // "trajectory at step indices [1, 16, 32]"
    private static int[] Indices(GoldenFile file, string name)
    {
        var text = Goldens.TensorEntry(FileOf(file), $"{name}/trajectory_at").GetProperty("desc").GetString()!;
        return [.. text[(text.IndexOf('[', StringComparison.Ordinal) + 1)..text.IndexOf(']', StringComparison.Ordinal)].Split(',').Select(int.Parse)];
    }

    private static string FileOf(GoldenFile file)
    {
        var name = file.Tensor(file.Names.First()).Name;
        return name[..name.IndexOf(':', StringComparison.Ordinal)];
    }
}
