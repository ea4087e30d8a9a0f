using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>One text on its way: while a part is taken by the reader, the next one is made, never more than one ahead. Parts are joined as they come.</summary>
/// <param name="segments">The parts.</param>
/// <param name="run">Makes them, on the engine's thread.</param>
/// <param name="thread">The engine's thread.</param>
/// <param name="joiner">Joins them; owned.</param>
/// <param name="request">Told how far it came; says how long the audio may be.</param>
internal sealed class F5Utterance(
    IReadOnlyList<SpeechSegment> segments, SegmentRun run, EngineThread thread, ISegmentJoiner joiner, SynthesisRequest request)
{
    private static readonly AudioFormat s_format = new(24_000, 1);
    private static readonly TimeSpan s_piece = TimeSpan.FromMilliseconds(200);
    private Task<float[]>? making;

    /// <summary>The part that is being made, or was made last; when it has ended, nothing of the model is used any more.</summary>
    public Task Working => making ?? Task.CompletedTask;

    /// <summary>Speaks.</summary>
    /// <param name="cancellationToken">Ends it between two evaluations of the model.</param>
    /// <returns>24 kHz mono.</returns>
    /// <exception cref="SynthesisException">A part failed; what was made before it was given.</exception>
    public async IAsyncEnumerable<AudioChunk> SpeakAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = s_format.SamplesIn(request.MaxDuration);
        SynthesisException? failure = null;
        Start(0, cancellationToken);
        for (var i = 0; i <= segments.Count && left > 0 && failure is null; i++)
        {
            Memory<float> ready;
            try
            {
                ready = await NextAsync(i, cancellationToken).ConfigureAwait(false);
            }
            catch (SynthesisException exception)
            {
                failure = exception;
                ready = joiner.Break();
            }

            foreach (var chunk in Pieces(ready, left))
            {
                yield return chunk;
                cancellationToken.ThrowIfCancellationRequested();
            }

            left -= ready.Length;
            if (failure is null && i < segments.Count)
            {
                request.Report?.Spoke(segments[i].End);
            }
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        request.Report?.Spoke(request.Text.Length);
    }

    private async ValueTask<Memory<float>> NextAsync(int index, CancellationToken cancellationToken)
    {
        if (index == segments.Count)
        {
            return joiner.End();
        }

        var samples = await making!.WaitAsync(cancellationToken).ConfigureAwait(false);
        Start(index + 1, cancellationToken);
        return joiner.Join(samples);
    }

    private static IEnumerable<AudioChunk> Pieces(Memory<float> samples, int most)
    {
        samples = samples[..Math.Min(samples.Length, most)];
        var step = s_format.SamplesIn(s_piece);
        for (var at = 0; at < samples.Length; at += step)
        {
            yield return AudioChunk.CopyOf(s_format, samples.Span.Slice(at, Math.Min(step, samples.Length - at)));
        }
    }

    private void Start(int index, CancellationToken cancellationToken)
    {
        if (index < segments.Count)
        {
            making = thread.RunAsync(token => run.Make(segments[index], index, token), cancellationToken);
        }
    }
}
