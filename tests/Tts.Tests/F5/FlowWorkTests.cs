using System.Diagnostics.Metrics;
using IShowTts.Tts.F5;

namespace IShowTts.Tts.Tests.F5;

public class FlowWorkTests
{
    private static readonly F5Architecture s_base = new(1024, 22, 16, 64, 2048, 512, 4, 2545);
    private static readonly VocosArchitecture s_vocos = new(512, 1536, 8);

    // The table of f5-tts.md, section 11, which counts 0.6 Gflop of AdaLN besides.
    [Theory]
    [InlineData(375, 310)]
    [InlineData(750, 670)]
    [InlineData(1500, 1543)]
    [InlineData(2812, 3556)]
    public void Step_OfTheBaseModel_IsThatOfTheReference(int frames, double expected) =>
        FlowWork.Step(s_base, frames, 2).ShouldBe(expected, 1.3);

    [Fact]
    public void Vocode_OfThePublishedVocos_Is27MflopPerFrame() => FlowWork.Vocode(s_vocos, 1000).ShouldBe(27, 0.2);

    [Fact]
    public void Metered_Model_CountsRowsAndFrames()
    {
        using var listener = new MeterListener();
        var counted = 0.0;
        var thread = Environment.CurrentManagedThreadId;
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => counted += instrument == FlowWork.Counter && Environment.CurrentManagedThreadId == thread ? value : 0);
        listener.EnableMeasurementEvents(FlowWork.Counter);
        using var model = new MeteredF5Model(new SilentModel(), s_vocos);
        var mel = new float[10 * F5Architecture.MelBins];

        model.Sample(new FlowRequest(new int[1], new float[100], 10, new float[mel.Length], [new(0, 0.5f, 0, 2), new(0.5f, 0.5f, 0, 0)]), mel, default);
        model.Vocode(mel, new float[9 * VocosArchitecture.Hop], default);

        counted.ShouldBe(FlowWork.Step(s_base, 10, 3) + FlowWork.Vocode(s_vocos, 10), 1e-9);
    }

    private sealed class SilentModel : IF5Model
    {
        public F5Architecture Architecture => s_base;

        public void Sample(FlowRequest request, Span<float> mel, CancellationToken cancellationToken) => mel.Clear();

        public void Vocode(ReadOnlySpan<float> mel, Span<float> samples, CancellationToken cancellationToken) => samples.Clear();

        public void Dispose()
        {
        }
    }
}
