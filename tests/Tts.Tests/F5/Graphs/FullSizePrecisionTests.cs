using IShowTts.TestKit;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Sampling;
using Xunit.Abstractions;

namespace IShowTts.Tts.Tests.F5.Graphs;

/// <summary>What int8 costs against fp32 at the published size, with random weights; docs/f5.md states it. (fp16 is for GPUs: a processor without it takes minutes for a step.)</summary>
[Trait("Category", "Full")]
public sealed class FullSizePrecisionTests(ITestOutputHelper output)
{
    [SkippableFact]
    public void FullSize_Int8_StaysWithinItsBounds()
    {
        using var file = Goldens.Open(FullSizeModel.File);
        int[] tokens = [.. file.Integers("in.text").Select(static id => (int)id)];
        var frames = (int)file.Shape("in.x")[1];
        var request = new FlowRequest(tokens, file.Floats("in.cond").AsMemory(0, frames / 3 * F5Architecture.MelBins), frames, file.Floats("in.x"), FlowSchedule.Create(7));

        var reference = Run(F5Precision.Fp32, request);
        var actual = Run(F5Precision.Int8, request);

        var errors = reference.Zip(actual, static (expected, got) => PrecisionTests.Error(expected, got)).ToArray();
        output.WriteLine($"int8: velocity {errors[0]:P3}, mel {errors[1]:P3}, wave {errors[2]:P3}");
        errors[0].ShouldBeInRange(1e-6, 0.045);
        errors[1].ShouldBeInRange(1e-6, 0.03);
        errors[2].ShouldBeInRange(1e-6, 0.045);
    }

    private static float[][] Run(F5Precision precision, FlowRequest request)
    {
        using var full = new FullSizeModel("v1", precision);
        using var onnx = full.Open();
        var (velocity, mel, wave) = PrecisionTests.Run(onnx, request);
        return [velocity, mel, wave];
    }
}
