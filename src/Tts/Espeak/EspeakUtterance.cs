using System.Threading.Channels;
using IShowTts.Tts.Audio;

namespace IShowTts.Tts.Espeak;

/// <summary>One text on its way through the engine: the worker thread fills it with chunks, one reader takes them.</summary>
/// <remarks>
/// The engine is some 700 times faster than hearing and there is one of it, so a slow reader must not hold it: the channel has room for all
/// the audio the request allows, and no more.
/// </remarks>
internal sealed class EspeakUtterance : IEspeakAudioReceiver
{
    /// <summary>Samples per chunk, 46 ms at 22,050 Hz; fills a pooled array exactly.</summary>
    public const int ChunkSamples = 1024;

    private readonly AudioFormat format;
    private readonly Channel<AudioChunk> chunks;
    private readonly TaskCompletionSource finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long remaining;
    private AudioChunk? open;
    private int filled;
    private volatile bool stopped;
    private int started;
    private Exception? failure;

    /// <summary>Makes room for the audio of one text.</summary>
    /// <param name="format">Rate of the library, mono.</param>
    /// <param name="maxDuration">Audio past this is cut off.</param>
    public EspeakUtterance(AudioFormat format, TimeSpan maxDuration)
    {
        this.format = format;
        remaining = format.SamplesIn(maxDuration);
        chunks = Channel.CreateBounded<AudioChunk>(new BoundedChannelOptions((int)((remaining + ChunkSamples - 1) / ChunkSamples) + 1)
        {
            SingleWriter = true,
        });
    }

    /// <summary>The chunks, in order. Ends, or throws, when the engine does.</summary>
    public ChannelReader<AudioChunk> Chunks => chunks.Reader;

    /// <summary>Speaks, on the worker thread; unless the reader left while this waited.</summary>
    /// <param name="speak">Calls the library with this as receiver.</param>
    /// <returns>Whether it spoke; errors go to the reader.</returns>
    public bool Run(Action<IEspeakAudioReceiver> speak)
    {
        if (Interlocked.Exchange(ref started, 1) != 0)
        {
            return false;
        }

        try
        {
            speak(this);
            SendOpen();
        }
#pragma warning disable CA1031 // The reader rethrows it: the worker thread must live on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure ??= exception;
        }

        open?.Dispose();
        open = null;
        chunks.Writer.TryComplete(failure);
        finished.TrySetResult();
        if (stopped)
        {
            DisposeWaiting();
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Receive(ReadOnlySpan<short> samples)
    {
        try
        {
            return Take(samples);
        }
#pragma warning disable CA1031 // Nothing may be thrown through native code; the reader gets it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = exception;
            return false;
        }
    }

    /// <summary>The reader leaves: stops the engine within one chunk and gives back what nobody took.</summary>
    /// <param name="limit">Longest wait for the engine; after it the worker gives the rest back by itself.</param>
    /// <param name="time">Measures the wait.</param>
    public async ValueTask LeaveAsync(TimeSpan limit, TimeProvider time)
    {
        stopped = true;
        if (Interlocked.Exchange(ref started, 1) != 0)
        {
            using var waiting = new CancellationTokenSource(limit, time);
            await finished.Task.WaitAsync(waiting.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        DisposeWaiting();
    }

    private bool Take(ReadOnlySpan<short> samples)
    {
        while (!samples.IsEmpty && !stopped && remaining > 0)
        {
            open ??= AudioChunk.Rent(format, (int)Math.Min(ChunkSamples, remaining));
            var target = open.Samples.Span[filled..];
            var count = Math.Min(target.Length, samples.Length);
            for (var i = 0; i < count; i++)
            {
                target[i] = samples[i] * (1f / 32_768);
            }

            samples = samples[count..];
            filled += count;
            remaining -= count;
            if (count == target.Length)
            {
                SendOpen();
            }
        }

        return !stopped && remaining > 0;
    }

    private void SendOpen()
    {
        if (open is null)
        {
            return;
        }

        var chunk = open;
        if (filled < chunk.Samples.Length)
        {
            chunk = AudioChunk.CopyOf(format, open.Samples.Span[..filled]);
            open.Dispose();
        }

        open = null;
        filled = 0;
        if (!chunks.Writer.TryWrite(chunk))
        {
            chunk.Dispose();
            throw new InvalidOperationException("More audio than the request allows.");
        }
    }

    private void DisposeWaiting()
    {
        while (chunks.Reader.TryRead(out var chunk))
        {
            chunk.Dispose();
        }
    }
}
