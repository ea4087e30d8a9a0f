using System.Buffers;
using System.Runtime.CompilerServices;
using IShowTts.Tts.Audio;

namespace IShowTts.Tts.Synthesis;

/// <summary>Cuts silence at both ends of a text to a short rest, so that texts follow each other at an even pace. Pauses inside stay.</summary>
/// <remarks>
/// Silence is below −60 dBFS. It is held back until sound or the end comes, so what waits is bounded by the longest pause inside a text,
/// and that by the request's audio limit. A text of nothing but silence gives no chunk.
/// </remarks>
/// <param name="inner">Gives mono chunks of one format.</param>
/// <param name="keep">Rest that may stay at each end.</param>
public sealed class SilenceTrimmingSynthesizer(ISpeechSynthesizer inner, TimeSpan keep) : DelegatingSynthesizer(inner)
{
    private const float Silence = 0.001f;

    /// <inheritdoc/>
    public override async IAsyncEnumerable<AudioChunk> SynthesizeAsync(
        SynthesisRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var held = new ArrayBufferWriter<float>(4_096);
        AudioFormat? heard = null;
        await foreach (var chunk in Inner.SynthesizeAsync(request, cancellationToken).ConfigureAwait(false))
        {
            using (chunk)
            {
                var sound = Sound(chunk.Samples.Span);
                if (sound.Length == 0)
                {
                    held.Write(chunk.Samples.Span);
                    continue;
                }

                var before = heard is null ? Math.Max(0, held.WrittenCount + sound.Start - chunk.Format.SamplesIn(keep)) : 0;
                heard = chunk.Format;
                yield return Join(chunk.Format, held.WrittenSpan, chunk.Samples.Span[..(sound.Start + sound.Length)], before);
                held.ResetWrittenCount();
                held.Write(chunk.Samples.Span[(sound.Start + sound.Length)..]);
            }
        }

        if (heard is { } format && Math.Min(held.WrittenCount, format.SamplesIn(keep)) is > 0 and var rest)
        {
            yield return AudioChunk.CopyOf(format, held.WrittenSpan[..rest]);
        }
    }

    private static (int Start, int Length) Sound(ReadOnlySpan<float> samples)
    {
        var first = samples.IndexOfAnyExceptInRange(-Silence, Silence);
        return first < 0 ? (0, 0) : (first, samples.LastIndexOfAnyExceptInRange(-Silence, Silence) + 1 - first);
    }

    private static AudioChunk Join(AudioFormat format, ReadOnlySpan<float> held, ReadOnlySpan<float> samples, int skip)
    {
        var chunk = AudioChunk.Rent(format, held.Length + samples.Length - skip);
        var target = chunk.Samples.Span;
        var fromHeld = Math.Min(skip, held.Length);
        held[fromHeld..].CopyTo(target);
        samples[(skip - fromHeld)..].CopyTo(target[(held.Length - fromHeld)..]);
        return chunk;
    }
}
