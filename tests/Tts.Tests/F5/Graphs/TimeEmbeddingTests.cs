using IShowTts.TestKit;
using IShowTts.Tts.F5.Graphs;

namespace IShowTts.Tts.Tests.F5.Graphs;

/// <summary>Time embeddings of many times at once, as a schedule has them.</summary>
public sealed class TimeEmbeddingTests
{
    [SkippableFact]
    public void TimeEmbedding_ManyTimes_MeetsGolden()
    {
        using var file = Goldens.Open("time_embed.safetensors");
        var times = file.Floats("time");
        var dim = file.Shape("t")[^1];
        var model = ((IEnumerable<object[]>)GoldenCases.Models()).Select(static row => (string)row[0])
            .First(name => name == Goldens.None || GoldenCases.Architecture(name).Dim == dim);
        using var weights = Goldens.OpenWeights(model);
        var architecture = GoldenCases.Architecture(model);

        var values = GraphRun.Run(
            graphFile => ModulationGraph.Build(architecture, new CheckpointWeights(weights, TinyModel.Prefix), graphFile),
            ["time_sinus", "t"],
            new() { ["time"] = GraphRun.Floats(times, times.Length) });

        file.AssertClose("time_sinus", values["time_sinus"]);
        file.AssertClose("t", values["t"]);
        values["modulations"].Length.ShouldBe(times.Length * ModulationGraph.Vectors(architecture) * architecture.Dim);
    }
}
