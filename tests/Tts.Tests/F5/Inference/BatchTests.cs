using IShowTts.TestKit;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Inference;

namespace IShowTts.Tts.Tests.F5.Inference;

/// <summary>Several utterances of different length in one run.</summary>
public sealed class BatchTests
{
    [SkippableTheory]
    [MemberData(nameof(FlowCases.Batches), MemberType = typeof(FlowCases))]
    public void SampleBatch_AsOriginal_MeetsGolden(string model, string name)
    {
        using var stage = new SampleStage(model);
        var (file, onnx) = (stage.File, stage.Model);
        var requests = Requests(file, name);
        var mels = new float[file.Tensor($"{name}/out").Values.Length];

        onnx.SampleBatch(requests, BatchPadding.AsOriginal, mels, CancellationToken.None);

        file.AssertClose($"{name}/out", mels);
    }

    [SkippableTheory]
    [MemberData(nameof(FlowCases.Batches), MemberType = typeof(FlowCases))]
    public void SampleBatch_HiddenPadding_EachIsAsAlone(string model, string name)
    {
        using var stage = new SampleStage(model);
        var (file, onnx) = (stage.File, stage.Model);
        var requests = Requests(file, name);
        var golden = file.Tensor($"{name}/out");
        var mels = new float[golden.Values.Length];

        onnx.SampleBatch(requests, BatchPadding.Hidden, mels, CancellationToken.None);

        for (var row = 0; row < requests.Length; row++)
        {
            var alone = new float[requests[row].Frames * F5Architecture.MelBins];
            onnx.Sample(requests[row], alone, CancellationToken.None);
            var together = mels.AsSpan(row * mels.Length / requests.Length, alone.Length);
            for (var i = 0; i < alone.Length; i++)
            {
                Math.Abs(together[i] - alone[i]).ShouldBeLessThanOrEqualTo((float)golden.Tolerance, $"row {row}, value {i}");
            }
        }
    }

    private static FlowRequest[] Requests(GoldenFile file, string name)
    {
        var steps = FlowCases.Steps(Goldens.Case(name));
        var lengths = file.Integers($"{name}.lens");
        var durations = file.Integers($"{name}.duration");
        var (text, cond) = (file.Integers($"{name}.text"), file.Floats($"{name}.cond"));
        var (tokens, values) = (text.Length / durations.Length, cond.Length / durations.Length);
        return
        [
            .. durations.Select((duration, row) => new FlowRequest(
                text.AsSpan(row * tokens, tokens).ToArray().Where(static id => id >= 0).Select(static id => (int)id).ToArray(),
                cond.AsMemory(row * values, (int)lengths[row] * F5Architecture.MelBins),
                (int)duration,
                file.Floats($"{name}.noise{row}"),
                steps)),
        ];
    }
}
