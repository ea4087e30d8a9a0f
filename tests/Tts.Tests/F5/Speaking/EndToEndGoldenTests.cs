using System.Text.Json;
using IShowTts.TestKit;
using IShowTts.Tts.Dsp;
using IShowTts.Tts.F5.Reference;
using IShowTts.Tts.F5.Sampling;
using IShowTts.Tts.F5.Speaking;
using IShowTts.Tts.F5.Text;
using IShowTts.Tts.F5.Text.Chinese;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Tests.F5.Graphs;
using Xunit.Abstractions;

namespace IShowTts.Tts.Tests.F5.Speaking;

/// <summary>The whole path of the original inference code, from clip and text to samples, with its captured noise: our clip, rules, tokens, flow, vocoder and joints.</summary>
public sealed class EndToEndGoldenTests(ITestOutputHelper output)
{
    private const double CrossFadeSeconds = 0.15;

    private static ChineseTextSource Chinese { get; } = new(
        Environment.GetEnvironmentVariable("ISHOWTTS_CHINESE") is { Length: > 0 } named ? named : ChineseTextSource.BesideProgram);

    // What the reference's notes suggest for the vocoder's output, full scale 1.
    private const double WaveTolerance = 1e-5;

    [SkippableTheory]
    [MemberData(nameof(GoldenCases.EndToEnd), MemberType = typeof(GoldenCases))]
    public void Speak_GoldenNoise_MeetsGoldenMelsAndWave(string name)
    {
        using var file = Goldens.Open("e2e.safetensors");
        var settings = Goldens.Case("e2e/" + name);
        using var tiny = new TinyModel(settings.GetProperty("model").GetString()!);
        using var voicebox = new F5Voicebox(tiny.Open(), F5Vocabulary.Load(Goldens.Require("tiny_vocab.txt")), Chinese.Get);
        var prompt = Prompt(settings);
        var segments = Segments(settings, prompt);
        var steps = FlowSchedule.Create(settings.GetProperty("nfe").GetInt32(), true, Number(settings, "sway"), guidance: settings.GetProperty("cfg").GetDouble());
        var index = 0;
        var maker = new SegmentMaker(voicebox, prompt, steps, (segment, _, noise) => file.Floats($"{name}/chunk{segment}.noise").CopyTo(noise))
        {
            Encode = text => Tokens(voicebox, file, $"{name}/chunk{index}.ids", text),
            MelMade = (segment, mel) => output.WriteLine($"{name} mel {segment}: {Close(file, $"{name}/chunk{segment}.mel_gen", mel.Span, MelTolerance(settings)):g3}"),
        };

        var joiner = new OriginalJoiner((int)((Number(settings, "cross_fade_duration") ?? CrossFadeSeconds) * MelSpectrogram.SampleRate));
        segments.Count.ShouldBe(settings.GetProperty("chunks").GetInt32());
        for (; index < segments.Count; index++)
        {
            using var flow = maker.Prepare(segments[index], index, 0);
            joiner.Join(maker.Make(flow, segments[index], index, 1, CancellationToken.None));
        }

        output.WriteLine($"{name} wave: {Close(file, $"{name}/final_wave", joiner.End().Span, WaveTolerance):g3}");
    }

    private static double? Number(JsonElement settings, string name) =>
        Goldens.Property(settings, name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    private static VoicePrompt Prompt(JsonElement settings)
    {
        var path = Goldens.Require(settings.GetProperty("ref").GetString()!);
        var transcript = settings.GetProperty("ref_text").GetString()!;
        if (settings.GetProperty("entry").GetString()!.Contains("preprocess_ref_audio_text", StringComparison.Ordinal))
        {
            return VoicePrompts.Build(ReferenceClipPreparer.Prepare(path), ReferenceText.Complete(transcript));
        }

        // infer_batch_process takes the recording as it is.
        using var stream = File.OpenRead(path);
        var recording = PcmClip.Read(stream, TimeSpan.FromMinutes(1));
        var signal = ReferenceSignal.From(recording);
        var mel = new float[MelSpectrogram.FramesOf(signal.Samples.Length) * MelSpectrogram.Mels];
        new MelSpectrogram().Analyze(signal.Samples, mel);
        var seconds = (double)recording.SampleFrames / recording.SampleRate;
        return VoicePrompts.Build(new ReferenceClip(mel, signal.Samples.Length, signal.Rms, seconds, seconds, seconds), transcript);
    }

    private static IReadOnlyList<SpeechSegment> Segments(JsonElement settings, VoicePrompt prompt)
    {
        var speed = settings.GetProperty("speed").GetDouble();
        var segments = Goldens.Property(settings, "gen_text_batches") is { ValueKind: JsonValueKind.Array } batches
            ? [.. batches.EnumerateArray().Select(words => SegmentPlanner.OriginalPart(words.GetString()!, prompt, speed))]
            : SegmentPlanner.Original(settings.GetProperty("gen_text").GetString()!, prompt, speed);
        segments.Select(segment => segment.Frames).ShouldBe(settings.GetProperty("durations").EnumerateArray().Select(duration => duration.GetInt32()));
        return segments;
    }

    /// <summary>Our tokens, which must be the golden ones; those where Chinese cannot be read here.</summary>
    private int[] Tokens(F5Voicebox voicebox, GoldenFile file, string golden, string text)
    {
        int[] expected = [.. file.Integers(golden).Select(static id => (int)id)];
        try
        {
            voicebox.Tokenizer.Encode(text).ShouldBe(expected, golden);
        }
        catch (SynthesisException exception) when (exception.Code == F5Tokenizer.DictionaryMissing)
        {
            output.WriteLine($"{golden}: no Chinese dictionary, the golden tokens are taken.");
        }

        return expected;
    }

    /// <summary>The manifest states no floor for these tensors: that of the same model's samplings stands in, which are of the same kind.</summary>
    private static double MelTolerance(JsonElement settings)
    {
        var tensors = Goldens.Property(Goldens.Property(Goldens.Manifest, "tensors"), settings.GetProperty("model").GetString() + "_sample.safetensors");
        Skip.If(tensors.ValueKind != JsonValueKind.Object, "The goldens have no samplings of this model, so no rounding floor is known.");
        return GoldenTensor.FloorsAllowed * tensors.EnumerateObject()
            .Select(tensor => Goldens.Property(tensor.Value, "fp64_max_abs_diff"))
            .Max(floor => floor.ValueKind == JsonValueKind.Number ? floor.GetDouble() : 0);
    }

    private static double Close(GoldenFile file, string tensor, ReadOnlySpan<float> actual, double tolerance)
    {
        var golden = file.Tensor(tensor);
        var error = golden.Measure(actual).MaxAbs;
        error.ShouldBeLessThanOrEqualTo(golden.RoundingFloor is null ? tolerance : golden.Tolerance, tensor);
        return error;
    }
}
