using IShowTts.Tts.F5;
using IShowTts.Worker.Cli.Bench;

namespace IShowTts.Worker.Tests.Cli.Bench;

public sealed class BenchModelsTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Find_AModelThatIsNotThere_SaysHowToMakeIt()
    {
        var failure = Should.Throw<FormatException>(() => BenchModels.Find("mine", folder.Path, F5Precision.Int8));

        failure.Message.ShouldContain(folder.Combine("mine-int8"));
        failure.Message.ShouldContain("--precision int8");
    }
}
