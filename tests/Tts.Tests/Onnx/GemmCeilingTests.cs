using IShowTts.Tts.Onnx;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IShowTts.Tts.Tests.Onnx;

public sealed class GemmCeilingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ishowtts-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Measure_OfASmallProduct_GivesARate()
    {
        var sessions = new OnnxSessions(Options.Create(new OnnxOptions()), new FakeProviderPlatform(), TimeProvider.System, NullLogger<OnnxSessions>.Instance);

        var measured = new GemmCeiling(sessions, TimeProvider.System).Measure(folder, 96, 80, 64, CancellationToken.None);

        (measured.Rows, measured.Columns, measured.Inner).ShouldBe((96, 80, 64));
        measured.GflopPerSecond.ShouldBeInRange(0.01, 1_000_000);
        measured.MedianGflopPerSecond.ShouldBeInRange(0, measured.GflopPerSecond);
    }

    [Fact]
    public void Measure_Cancelled_Ends()
    {
        var sessions = new OnnxSessions(Options.Create(new OnnxOptions()), new FakeProviderPlatform(), TimeProvider.System, NullLogger<OnnxSessions>.Instance);

        Should.Throw<OperationCanceledException>(() => new GemmCeiling(sessions, TimeProvider.System).Measure(folder, 96, 80, 64, new CancellationToken(true)));
    }
}
