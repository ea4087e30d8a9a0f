using IShowTts.TestKit;
using IShowTts.Tts.F5.Graphs;

namespace IShowTts.Tts.Tests.F5.Graphs;

/// <summary>Every stage of every forward of the goldens is met by the value of our graphs that has its place.</summary>
public sealed class ForwardParityTests
{
    [SkippableTheory]
    [MemberData(nameof(GoldenCases.Forwards), MemberType = typeof(GoldenCases))]
    public void Forward_EveryStage_MeetsGolden(string model, string name)
    {
        using var weights = Goldens.OpenWeights(model);
        using var file = Goldens.Open(model + "_forward.safetensors");
        var architecture = GoldenCases.Architecture(model);
        var forward = new ForwardCase(model, name, new CheckpointWeights(weights, TinyModel.Prefix), file);
        var stages = file.NamesUnder(name)
            .Where(static stage => !stage.StartsWith("in.", StringComparison.Ordinal)).ToDictionary(static stage => stage, stage => Stage.Of(stage, architecture, forward.FirstRow));

        string[] Values(string graph) => [.. stages.Values.Where(stage => stage.Graph == graph).Select(static stage => stage.Value), .. graph == "step" ? ["input_embed"] : Array.Empty<string>()];
        forward.Run(Values("modulation"), Values("text"), Values("step"));

        stages.ShouldNotBeEmpty();
        var failures = new List<string>();
        foreach (var (golden, stage) in stages)
        {
            var expected = file.Tensor($"{name}/{golden}");
            var error = expected.Measure(StageValues.Take(forward, golden, stage, expected));
            if (error.MaxAbs > expected.Tolerance)
            {
                failures.Add($"{golden}: {error.MaxAbs:g3} of {expected.Tolerance:g3} allowed");
            }
        }

        failures.ShouldBeEmpty();
    }
}
