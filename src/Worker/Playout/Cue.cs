using System.Buffers;
using IShowTts.Tts.Audio;
using IShowTts.Tts.Voices;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Playout;

/// <summary>An entry in the order of play: one utterance with all of its audio, which grows while it is synthesized.</summary>
/// <remarks>
/// One writer (the speaker) and one reader (the player), which may read any part again: pause, resume and replay need no second synthesis.
/// Owned by the player, which disposes it. Samples are 48 kHz mono.
/// </remarks>
internal sealed class Cue : IDisposable
{
    private const int BlockSamples = 48_000;
    private readonly Lock gate = new();
    private readonly List<float[]> blocks = [];
    private readonly CancellationTokenSource cancelled = new();
    private TaskCompletionSource changed = NewSignal();
    private int length;
    private bool isComplete;
    private bool isDisposed;

    public Cue(Utterance utterance)
    {
        Utterance = utterance;
        Timeline = new CueTimeline(utterance.SpokenText);
        Cancelled = cancelled.Token;
    }

    /// <summary>The utterance as it was taken.</summary>
    public Utterance Utterance { get; }

    /// <summary>When its words are heard; filled by the speaker.</summary>
    public CueTimeline Timeline { get; }

    /// <summary>Fires when the utterance was ended by a person or the platform: its final state is committed already.</summary>
    public CancellationToken Cancelled { get; }

    /// <summary>Whether all audio is there.</summary>
    public bool IsComplete
    {
        get
        {
            lock (gate)
            {
                return isComplete;
            }
        }
    }

    /// <summary>Samples there are so far.</summary>
    public int Length
    {
        get
        {
            lock (gate)
            {
                return length;
            }
        }
    }

    /// <summary>Audio there is so far.</summary>
    public TimeSpan Duration => AudioFormat.Mono48.DurationOf(Length);

    /// <summary>What synthesis measured; set by the speaker before the first sample (time to it) and before <see cref="Complete"/> (the rest).</summary>
    public UtteranceTimings Timings { get; set; } = new();

    /// <summary>Voice that speaks it, the first when there are two; set before the first sample.</summary>
    public Voice? Voice { get; set; }

    /// <summary>Why another voice speaks it than its own; null when its own does. Set before the first sample, and again when it changes.</summary>
    public StateReason? Fallback { get; set; }

    /// <summary>Why its audio ends early; null when it is whole. Set by the speaker before <see cref="Complete"/>.</summary>
    public StateReason? Failure { get; set; }

    /// <summary>How playing it ended; null until then. Set by the player.</summary>
    public CueEnding? Ending { get; set; }

    /// <summary>Ends the cue: synthesis stops between chunks, the player fades out. Nothing happens after <see cref="Dispose"/>.</summary>
    public void Cancel()
    {
        lock (gate)
        {
            if (isDisposed)
            {
                return;
            }
        }

        try
        {
            cancelled.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Lost a race with the end of the cue: it is over, which is what was asked for.
        }
    }

    /// <summary>Adds samples. Ignored after <see cref="Dispose"/>, so that a late chunk of a cancelled cue does no harm.</summary>
    public void Append(ReadOnlySpan<float> samples)
    {
        lock (gate)
        {
            while (!isDisposed && !samples.IsEmpty)
            {
                var inBlock = length % BlockSamples;
                if (inBlock == 0)
                {
                    blocks.Add(ArrayPool<float>.Shared.Rent(BlockSamples));
                }

                var part = samples[..Math.Min(samples.Length, BlockSamples - inBlock)];
                part.CopyTo(blocks[^1].AsSpan(inBlock));
                length += part.Length;
                samples = samples[part.Length..];
            }

            Signal();
        }
    }

    /// <summary>Says that no more samples come.</summary>
    public void Complete()
    {
        lock (gate)
        {
            isComplete = true;
            Signal();
        }
    }

    /// <summary>Copies samples from a position; waits while there are none yet.</summary>
    /// <param name="position">First sample wanted.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Samples copied, less than asked only when synthesis is behind or at the end; 0 at the end.</returns>
    public async ValueTask<int> ReadAsync(int position, Memory<float> destination, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (position < length)
                {
                    return Copy(position, destination.Span);
                }

                if (isComplete || isDisposed)
                {
                    return 0;
                }

                wait = changed.Task;
            }

            await wait.WaitAsync(cancellationToken);
        }
    }

    /// <summary>How loud a part is; samples that are not there count as silence.</summary>
    /// <param name="start">First sample; may be negative.</param>
    /// <param name="count">Samples, at least 1.</param>
    /// <returns>Largest magnitude and root mean square; 1 is full scale.</returns>
    public (float Peak, float Rms) Measure(int start, int count)
    {
        lock (gate)
        {
            var peak = 0f;
            var energy = 0d;
            for (var i = Math.Max(0, start); i < Math.Min(start + count, length); i++)
            {
                var sample = blocks[i / BlockSamples][i % BlockSamples];
                peak = Math.Max(peak, Math.Abs(sample));
                energy += sample * sample;
            }

            return (Math.Min(1, peak), (float)Math.Min(1, Math.Sqrt(energy / count)));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            if (isDisposed)
            {
                return;
            }

            isDisposed = true;
            foreach (var block in blocks)
            {
                ArrayPool<float>.Shared.Return(block);
            }

            blocks.Clear();
            length = 0;
            Signal();
        }

        cancelled.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int Copy(int position, Span<float> destination)
    {
        var copied = 0;
        while (copied < destination.Length && position < length)
        {
            var inBlock = position % BlockSamples;
            var count = Math.Min(Math.Min(destination.Length - copied, BlockSamples - inBlock), length - position);
            blocks[position / BlockSamples].AsSpan(inBlock, count).CopyTo(destination[copied..]);
            copied += count;
            position += count;
        }

        return copied;
    }

    private void Signal()
    {
        var old = changed;
        changed = NewSignal();
        old.TrySetResult();
    }
}
