using IShowTts.TestKit;
using IShowTts.Tts.F5.Graphs;

namespace IShowTts.Tts.Tests.F5.Graphs;

/// <summary>Every stage of every decode of the goldens.</summary>
public sealed class VocoderParityTests
{
    [SkippableTheory]
    [MemberData(nameof(GoldenCases.Decodes), MemberType = typeof(GoldenCases))]
    public void Vocoder_EveryStage_MeetsGolden(string vocoder, string name)
    {
        using var weights = Goldens.OpenWeights(vocoder);
        using var file = Goldens.Open(vocoder + "_decode.safetensors");
        var stages = file.NamesUnder(name)
            .Where(static stage => stage is not ("mel" or "wav")).ToArray();
        var frames = (int)file.Shape($"{name}/mel")[^1];

        var values = GraphRun.Run(
            graphFile => VocoderGraph.Build(GoldenCases.VocoderArchitecture(vocoder), new CheckpointWeights(weights, string.Empty), graphFile),
            stages,
            new() { ["mel"] = GraphRun.Floats(FramesFirst(file.Floats($"{name}/mel"), frames), 1, frames, 100) });

        file.AssertClose($"{name}/wav", values["samples"]);
        stages.ShouldNotBeEmpty();
        foreach (var stage in stages)
        {
            // Stages have no floor of their own in the manifest; ours sum in another order.
            var expected = file.Tensor($"{name}/{stage}");
            var largest = expected.Values.Max(MathF.Abs);
            expected.Measure(values[stage]).MaxAbs.ShouldBeLessThan(expected.RoundingFloor is null ? 2e-5 * largest : expected.Tolerance, stage);
        }
    }

    /// <summary>Goldens are <c>[mel, frame]</c>, the graph takes <c>[frame, mel]</c>.</summary>
    internal static float[] FramesFirst(float[] mel, int frames)
    {
        var result = new float[mel.Length];
        var bins = mel.Length / frames;
        for (var i = 0; i < mel.Length; i++)
        {
            result[(i % frames * bins) + (i / frames)] = mel[i];
        }

        return result;
    }
}
