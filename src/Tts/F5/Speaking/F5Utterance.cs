using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>One text on its way: while a part is taken by the reader, the next ones are made, a bounded number ahead. Parts are joined as they come.</summary>
/// <param name="segments">The parts.</param>
/// <param name="run">Makes them, on the engine's thread.</param>
/// <param name="thread">The engine's thread.</param>
/// <param name="joiner">Joins them; owned.</param>
/// <param name="request">Told how far it came; says how long the audio may be.</param>
/// <param name="ahead">Parts made ahead of the reader, 1 or more.</param>
internal sealed class F5Utterance(
    IReadOnlyList<SpeechSegment> segments, SegmentRun run, EngineThread thread, ISegmentJoiner joiner, SynthesisRequest request, int ahead)
{
    private static readonly AudioFormat s_format = new(24_000, 1);
    private static readonly TimeSpan s_piece = TimeSpan.FromMilliseconds(200);
    private readonly List<Task<float[]>> makings = [];

    /// <summary>All that is being made or was; when it has ended, nothing of the model is used any more.</summary>
    public Task Working => Task.WhenAll(makings);

    /// <summary>Speaks.</summary>
    /// <param name="cancellationToken">Ends it between two evaluations of the model.</param>
    /// <returns>24 kHz mono.</returns>
    /// <exception cref="SynthesisException">A part failed; what was made before it was given.</exception>
    public async IAsyncEnumerable<AudioChunk> SpeakAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = s_format.SamplesIn(request.MaxDuration);
        SynthesisException? failure = null;
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

        // The first part alone, to be heard soon; then some ahead.
        StartUpTo(index, cancellationToken);
        var samples = await makings[index].WaitAsync(cancellationToken).ConfigureAwait(false);
        StartUpTo(index + ahead, cancellationToken);
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

    private void StartUpTo(int last, CancellationToken cancellationToken)
    {
        var first = makings.Count;
        var flows = new List<PreparedFlow>();
        Exception? failure = null;
        try
        {
            for (var i = first; i <= last && i < segments.Count; i++)
            {
                flows.Add(run.Announce(segments[i], i));
            }
        }
#pragma warning disable CA1031 // Told when the part's turn comes: what is before it can be heard, and must be started so that it is given back.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = exception;
        }

        makings.AddRange(flows.Select((flow, i) => run.StartAsync(thread, flow, segments[first + i], first + i, cancellationToken)));
        if (failure is not null)
        {
            makings.Add(Task.FromException<float[]>(failure));
        }
    }
}
