using System.Numerics.Tensors;
using IShowTts.Tts.F5.Sampling;
using IShowTts.Tts.F5.Text;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>Speaks one part of a text: tokens, flow, vocoder, level, check. Blocks; for the engine's thread.</summary>
/// <param name="voicebox">The model.</param>
/// <param name="prompt">The voice.</param>
/// <param name="steps">The schedule.</param>
/// <param name="noise">Starts the flow; null for seeded noise (<see cref="FlowNoise"/>).</param>
internal sealed class SegmentMaker(F5Voicebox voicebox, VoicePrompt prompt, IReadOnlyList<FlowStep> steps, NoiseSource? noise = null)
{
    /// <summary>Most mel frames of clip and part: the model's table of positions ends there.</summary>
    public const int MostFrames = 8_192;

    private readonly NoiseSource noise = noise ?? ((segment, seed, destination) => FlowNoise.Fill(seed, segment, destination));

    /// <summary>Turns transcript and part into tokens; the voicebox's tokenizer unless set.</summary>
    public Func<string, int[]> Encode { get; init; } = voicebox.Tokenizer.Encode;

    /// <summary>Told the mel of each part, without the clip, <c>[frame, 100]</c>; for tests. Null for nobody.</summary>
    public Action<int, ReadOnlyMemory<float>>? MelMade { get; init; }

    /// <summary>Mel frames that a part takes, clip included: never fewer than tokens, as in the original (<c>cfm.py: sample</c>).</summary>
    /// <param name="tokens">Tokens of transcript and part.</param>
    /// <param name="wanted">Wanted mel frames.</param>
    public int FramesFor(int tokens, int wanted) => Math.Max(Math.Max(tokens, prompt.Frames) + 1, wanted);

    /// <summary>Makes a part ready to be solved: tokens, length, noise.</summary>
    /// <param name="segment">The part.</param>
    /// <param name="index">Its place in the text, from 0.</param>
    /// <param name="seed">Seed of its noise.</param>
    /// <returns>The caller disposes it.</returns>
    /// <exception cref="SynthesisException"><c>text-too-long</c>, or the tokenizer's.</exception>
    public PreparedFlow Prepare(SpeechSegment segment, int index, long seed)
    {
        var tokens = Encode(prompt.Transcript + segment.Read);
        var frames = FramesFor(tokens.Length, segment.Frames);
        return frames <= MostFrames
            ? new PreparedFlow(tokens, prompt.Mel, frames, steps, start => noise(index, seed, start))
            : throw new SynthesisException("text-too-long", $"A part of the text would take {frames} mel frames with the clip; F5-TTS can do {MostFrames}. Shorten the text or the clip.");
    }

    /// <summary>Speaks a part.</summary>
    /// <param name="flow">From <see cref="Prepare"/>.</param>
    /// <param name="segment">The part.</param>
    /// <param name="index">Its place in the text, from 0.</param>
    /// <param name="most">Most flows that wait together and are solved in one run, 1 or more.</param>
    /// <param name="cancellationToken">Ends it between two evaluations.</param>
    /// <returns>24 kHz mono, as loud as the clip.</returns>
    /// <exception cref="SynthesisException"><c>engine-failed</c> or <c>out-of-memory</c>.</exception>
    public float[] Make(PreparedFlow flow, SpeechSegment segment, int index, int most, CancellationToken cancellationToken)
    {
        voicebox.Flows.Solve(flow, most, cancellationToken);
        // The clip's last mel frame is heard with the part, as in the original: the clip has one frame more than its samples ÷ 256.
        var heard = flow.Mel[(prompt.Pace.ClipFrames * F5Architecture.MelBins)..];
        MelMade?.Invoke(index, heard);
        return Vocode(heard.Span, segment, cancellationToken);
    }

    /// <summary>Puts a part into the model's line, so that another may take it along.</summary>
    public void Announce(PreparedFlow flow) => voicebox.Flows.Add(flow);

    /// <summary>Takes a part out of the line and gives its buffers back; its work has ended.</summary>
    public void Forget(PreparedFlow flow)
    {
        voicebox.Flows.Remove(flow);
        flow.Dispose();
    }

    /// <summary>Takes a part out of the line that another may be solving now; its buffers are left to the garbage collector.</summary>
    public void Abandon(PreparedFlow flow) => voicebox.Flows.Remove(flow);

    private float[] Vocode(ReadOnlySpan<float> mel, SpeechSegment segment, CancellationToken cancellationToken)
    {
        var samples = new float[((mel.Length / F5Architecture.MelBins) - 1) * VocosArchitecture.Hop];
        voicebox.Model.Vocode(mel, samples, cancellationToken);
        TensorPrimitives.Multiply(samples, prompt.OutputGain, samples);
        return segment.ShortLine is { } line ? samples[ShortLineRule.Trim(samples, line)] : samples;
    }
}
