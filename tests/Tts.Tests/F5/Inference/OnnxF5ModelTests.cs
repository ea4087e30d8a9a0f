using IShowTts.TestKit;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Inference;
using IShowTts.Tts.F5.Sampling;
using IShowTts.Tts.Tests.F5.Graphs;

namespace IShowTts.Tts.Tests.F5.Inference;

/// <summary>The model as its callers see it: samples, memory, cancellation, bad requests.</summary>
public sealed class OnnxF5ModelTests
{
    [SkippableTheory]
    [MemberData(nameof(GoldenCases.Decodes), MemberType = typeof(GoldenCases))]
    public void Vocode_GoldenMel_MeetsGoldenWave(string vocoder, string name)
    {
        using var file = Goldens.Open(vocoder + "_decode.safetensors");
        using var tiny = Tiny();
        Skip.If(tiny.Vocoder != vocoder, "Another vocoder.");
        using var onnx = tiny.Open();
        var frames = (int)file.Shape($"{name}/mel")[^1];
        var samples = new float[file.Shape($"{name}/wav")[^1]];

        onnx.Vocode(VocoderParityTests.FramesFirst(file.Floats($"{name}/mel"), frames), samples, CancellationToken.None);

        file.AssertClose($"{name}/wav", samples);
    }

    [SkippableFact]
    public void Sample_MoreSteps_AllocateNothingMore()
    {
        using var tiny = Tiny();
        using var onnx = tiny.Open();
        var (few, many) = (Request(48, 4), Request(48, 64));
        var mel = new float[48 * F5Architecture.MelBins];
        long Allocated(FlowRequest request)
        {
            // The second of two equal flows has its schedule and its bindings.
            onnx.Sample(request, mel, CancellationToken.None);
            var before = GC.GetAllocatedBytesForCurrentThread();
            onnx.Sample(request, mel, CancellationToken.None);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(few);
        var (ofFew, ofMany) = (Allocated(few), Allocated(many));

        ofMany.ShouldBe(ofFew, "60 steps more");
    }

    [SkippableFact]
    public void Sample_PartlyUnguided_DiffersFromGuidedAndIsRepeatable()
    {
        using var tiny = Tiny();
        using var onnx = tiny.Open();
        var partly = Request(40, 7) with { Steps = FlowSchedule.Create(7, guidanceTo: 0.3) };
        var (first, second, guided) = (new float[4000], new float[4000], new float[4000]);

        onnx.Sample(partly, first, CancellationToken.None);
        onnx.Sample(Request(40, 7), guided, CancellationToken.None);
        onnx.Sample(partly, second, CancellationToken.None);

        partly.Steps.ShouldContain(static step => step.Guidance == 0);
        second.ShouldBe(first);
        guided.ShouldNotBe(first);
        first.ShouldAllBe(static value => float.IsFinite(value));
    }

    [SkippableFact]
    public void Sample_SecondOrder_IsTheStepsDoneByHand()
    {
        using var tiny = Tiny();
        using var onnx = tiny.Open();
        var schedule = FlowSchedule.Create(6, solver: FlowSolver.AdamsBashforth2);
        var request = Request(32, 6) with { Steps = schedule, Prompt = default };
        var mel = new float[3200];

        onnx.Sample(request, mel, CancellationToken.None);

        var expected = ByHand(onnx, request, schedule);
        for (var i = 0; i < mel.Length; i++)
        {
            mel[i].ShouldBe(expected[i], 2e-4f);
        }
    }

    [SkippableFact]
    public void Sample_Cancelled_ThrowsAndTheNextFlowIsWhole()
    {
        using var tiny = Tiny();
        using var onnx = tiny.Open();
        var request = Request(64, 128);
        var (expected, mel) = (new float[6400], new float[6400]);
        onnx.Sample(request, expected, CancellationToken.None);
        using var source = new CancellationTokenSource();
        using var started = new ManualResetEventSlim();

        var flow = Task.Run(() =>
        {
            started.Set();
            while (true)
            {
                onnx.Sample(request, mel, source.Token);
            }
        });
        started.Wait();
        source.Cancel();

        Should.Throw<OperationCanceledException>(() => flow.GetAwaiter().GetResult());
        onnx.Sample(request, mel, CancellationToken.None);
        mel.ShouldBe(expected);
    }

    [SkippableTheory]
    [InlineData(0, 1, "frames")]
    [InlineData(9000, 1, "frames")]
    [InlineData(16, 0, "steps")]
    public void Sample_ImpossibleRequest_SaysWhy(int frames, int steps, string said)
    {
        using var tiny = Tiny();
        using var onnx = tiny.Open();
        var request = Request(16, 1) with { Frames = frames, Noise = new float[frames * F5Architecture.MelBins] };
        request = request with { Steps = [.. request.Steps.Take(steps)] };

        var failure = Should.Throw<ArgumentException>(() => onnx.Sample(request, new float[frames * F5Architecture.MelBins], CancellationToken.None));

        failure.Message.ShouldContain(said);
    }

    [SkippableFact]
    public void Sample_TokenOutsideVocabulary_SaysThatTheVocabularyIsAnothers()
    {
        using var tiny = Tiny();
        using var onnx = tiny.Open();
        var request = Request(16, 1) with { Tokens = new[] { 1, tiny.Architecture.VocabularySize } };

        var failure = Should.Throw<ArgumentException>(() => onnx.Sample(request, new float[1600], CancellationToken.None));

        failure.Message.ShouldContain("vocabulary");
    }

    internal static TinyModel Tiny() => new(((IEnumerable<object[]>)GoldenCases.Models()).Select(static row => (string)row[0]).First());

    internal static FlowRequest Request(int frames, int nfe)
    {
        var (noise, prompt) = (new float[frames * F5Architecture.MelBins], new float[frames / 4 * F5Architecture.MelBins]);
        FlowNoise.Fill(3, 0, noise);
        FlowNoise.Fill(4, 0, prompt);
        return new FlowRequest(new[] { 1, 5, 9, 2, 7 }, prompt, frames, noise, FlowSchedule.Create(nfe));
    }

    // Velocities from Euler flows of one step, whose result is state + length·velocity.
    private static float[] ByHand(OnnxF5Model onnx, FlowRequest request, IReadOnlyList<FlowStep> schedule)
    {
        var state = request.Noise.ToArray();
        var previous = new float[state.Length];
        foreach (var step in schedule)
        {
            var next = new float[state.Length];
            onnx.Sample(request with { Noise = state, Steps = [step with { VelocityWeight = 1, PreviousVelocityWeight = 0 }] }, next, CancellationToken.None);
            var velocity = new float[state.Length];
            for (var i = 0; i < state.Length; i++)
            {
                velocity[i] = next[i] - state[i];
                state[i] += (step.VelocityWeight * velocity[i]) + (step.PreviousVelocityWeight * previous[i]);
            }

            previous = velocity;
        }

        return state;
    }
}
