using IShowTts.Tts.Onnx.Writing;
using IShowTts.Tts.Tests.F5.Graphs;

namespace IShowTts.Tts.Tests.Onnx.Writing;

/// <summary>The builder refuses what a runtime would refuse later and less clearly; what it writes, the runtime reads.</summary>
public sealed class OnnxGraphTests
{
    [Fact]
    public void Add_ReadsWhatNothingGives_NamesIt() =>
        WithGraph(static graph => Should.Throw<InvalidOperationException>(() => graph.Add("y", "Relu", ["x"])).Message.ShouldContain("'x'"));

    [Fact]
    public void Add_SameNameTwice_NamesIt() => WithGraph(static graph =>
    {
        graph.Input("x", OnnxType.Float, "n");
        graph.Add("y", "Relu", ["x"]);

        Should.Throw<InvalidOperationException>(() => graph.Add("y", "Neg", ["x"])).Message.ShouldContain("'y'");
    });

    [Fact]
    public void Output_OfNothing_NamesIt() =>
        WithGraph(static graph => Should.Throw<InvalidOperationException>(() => graph.Output("z", OnnxType.Float)).Message.ShouldContain("'z'"));

    [Fact]
    public void Weight_SameNameOtherShape_NamesIt() => WithGraph(static graph =>
    {
        graph.Weight("w", OnnxType.Float, [4], static (_, destination) => destination.Clear());

        Should.Throw<InvalidOperationException>(() => graph.Weight("w", OnnxType.Float, [2, 2], static (_, destination) => destination.Clear())).Message.ShouldContain("'w'");
    });

    [Fact]
    public void Run_EveryKindOfConstantAndAttribute_ComputesWhatIsWritten()
    {
        var values = GraphRun.Run(
            static file =>
            {
                var graph = new OnnxGraph("sample", file);
                graph.Input("x", OnnxType.Float, "n", 2);
                graph.Weight("w", OnnxType.Float, [3, 2], static (start, destination) =>
                {
                    for (var i = 0; i < destination.Length; i++)
                    {
                        destination[i] = start + i;
                    }
                });
                graph.Weight("h", OnnxType.Float16, [3], static (_, destination) => destination.Fill(0.5f));
                graph.Weight("b", OnnxType.Int8, [3], static () => [1, 2, 0xFF]);
                graph.Add("product", "Gemm", ["x", "w"], OnnxAttribute.Int("transB", 1), OnnxAttribute.Float("alpha", 2));
                graph.Add("half", "Cast", ["h"], OnnxAttribute.Int("to", (int)OnnxType.Float));
                graph.Add("byte", "Cast", ["b"], OnnxAttribute.Int("to", (int)OnnxType.Float));
                graph.Add("sum", "Add", ["product", graph.Add("both", "Add", ["half", "byte"])]);
                graph.Add("scaled", "Mul", ["sum", graph.Scalar(10)]);
                graph.Add("y", "Transpose", ["scaled"], OnnxAttribute.Ints("perm", 1, 0));
                graph.Output("y", OnnxType.Float, 3, "n");
                return graph;
            },
            [],
            new() { ["x"] = GraphRun.Floats([1, 2, 3, 4], 2, 2) });

        // 10·(2·x·wᵀ + 0.5 + b), transposed.
        values["y"].ShouldBe([55, 95, 185, 385, 275, 635]);
    }

    private static void WithGraph(Action<OnnxGraph> act)
    {
        var path = Path.GetTempFileName();
        try
        {
            using var file = new OnnxWeightsFile(path);
            act(new OnnxGraph("test", file));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
