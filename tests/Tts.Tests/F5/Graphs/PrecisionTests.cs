using IShowTts.TestKit;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Inference;
using IShowTts.Tts.Tests.F5.Inference;
using Xunit.Abstractions;

namespace IShowTts.Tts.Tests.F5.Graphs;

/// <summary>
/// What fp16 and int8 cost against our fp32: relative error (root mean square) of a velocity, of the mel at the end of a flow, and of its waveform. Errors grow
/// with depth and depend on the weights, so the bounds are about twice the worst of three sets of random models, and for int8 those of the full size (docs/benchmarks/f5-exactness.md).
/// </summary>
public sealed class PrecisionTests(ITestOutputHelper output)
{
    public static TheoryData<string, F5Precision> Cases()
    {
        var data = new TheoryData<string, F5Precision>();
        foreach (var model in ((IEnumerable<object[]>)GoldenCases.Models()).Select(static row => (string)row[0]))
        {
            data.Add(model, F5Precision.Fp16);
            data.Add(model, F5Precision.Int8);
        }

        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Precision_AgainstFp32_StaysWithinItsBounds(string model, F5Precision precision)
    {
        using var file = Goldens.Open(model + "_sample.safetensors");
        var name = ((IEnumerable<object[]>)FlowCases.Singles()).Select(static row => ((string)row[0], (string)row[1])).First(row => row.Item1 == model).Item2;
        var request = SampleParityTests.Request(file, name) with { Steps = Tts.F5.Sampling.FlowSchedule.Create(7) };
        var (velocity, mel, wave) = Run(model, F5Precision.Fp32, request);

        var (lowVelocity, lowMel, lowWave) = Run(model, precision, request);

        var errors = (Velocity: Error(velocity, lowVelocity), Mel: Error(mel, lowMel), Wave: Error(wave, lowWave));
        output.WriteLine($"{model} {precision}: velocity {errors.Velocity:P3}, mel {errors.Mel:P3}, wave {errors.Wave:P3}");
        var bound = precision == F5Precision.Fp16 ? (Velocity: 0.01, Mel: 0.005, Wave: 0.01) : (Velocity: 0.045, Mel: 0.03, Wave: 0.045);
        errors.Velocity.ShouldBeInRange(1e-6, bound.Velocity);
        errors.Mel.ShouldBeInRange(1e-6, bound.Mel);
        errors.Wave.ShouldBeInRange(1e-6, bound.Wave);
    }

    private static (float[] Velocity, float[] Mel, float[] Wave) Run(string model, F5Precision precision, FlowRequest request)
    {
        using var tiny = new TinyModel(model, precision);
        using var onnx = tiny.Open();
        return Run(onnx, request);
    }

    /// <summary>A velocity, which is the change of one step of length 1 from the noise, the generated mel and its waveform.</summary>
    internal static (float[] Velocity, float[] Mel, float[] Wave) Run(OnnxF5Model onnx, FlowRequest request)
    {
        var generated = request.Prompt.Length;
        var (velocity, mel) = (new float[request.Noise.Length], new float[request.Noise.Length]);
        onnx.Sample(request with { Steps = [request.Steps[2] with { VelocityWeight = 1 }] }, velocity, CancellationToken.None);
        System.Numerics.Tensors.TensorPrimitives.Subtract(velocity, request.Noise.Span, velocity);
        onnx.Sample(request, mel, CancellationToken.None);
        var wave = new float[(((mel.Length - generated) / F5Architecture.MelBins) - 1) * VocosArchitecture.Hop];
        onnx.Vocode(mel.AsSpan(generated), wave, CancellationToken.None);
        return (velocity[generated..], mel[generated..], wave);
    }

    /// <summary>Root mean square of the difference, relative to the reference's.</summary>
    internal static double Error(float[] reference, float[] actual) =>
        System.Numerics.Tensors.TensorPrimitives.Distance<float>(reference, actual) / System.Numerics.Tensors.TensorPrimitives.Norm<float>(reference);
}
