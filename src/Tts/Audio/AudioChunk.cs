using System.Buffers;

namespace IShowTts.Tts.Audio;

/// <summary>An owned run of float32 samples, full scale −1 to 1. The receiver disposes it; after that the samples must not be touched.</summary>
/// <remarks>The buffer is rented from <see cref="ArrayPool{T}.Shared"/>. Not thread safe: one owner at a time.</remarks>
public sealed class AudioChunk : IDisposable
{
    private static int liveCount;
    private float[]? buffer;
    private readonly int length;

    private AudioChunk(AudioFormat format, float[] buffer, int length)
    {
        Format = format;
        this.buffer = buffer;
        this.length = length;
        Interlocked.Increment(ref liveCount);
    }

    /// <summary>Chunks rented and not yet disposed, in the whole process. Tests use it to find leaks.</summary>
    public static int LiveCount => Volatile.Read(ref liveCount);

    /// <summary>Rate and channels of <see cref="Samples"/>.</summary>
    public AudioFormat Format { get; }

    /// <summary>Samples, interleaved when stereo; <c>Length</c> is a whole number of sample frames.</summary>
    /// <exception cref="ObjectDisposedException">The chunk was disposed.</exception>
    public Memory<float> Samples => (buffer ?? throw new ObjectDisposedException(nameof(AudioChunk))).AsMemory(0, length);

    /// <summary>Playing time.</summary>
    public TimeSpan Duration => Format.DurationOf(length);

    /// <summary>Rents a chunk of a given length. Its samples are not cleared.</summary>
    /// <param name="format">Rate and channels.</param>
    /// <param name="samples">Samples, all channels counted; a multiple of the channel count, zero or more.</param>
    public static AudioChunk Rent(AudioFormat format, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(samples);
        if (samples % format.Channels != 0)
        {
            throw new ArgumentException($"{samples} samples are not whole sample frames of {format.Channels} channels.", nameof(samples));
        }

        return new AudioChunk(format, ArrayPool<float>.Shared.Rent(Math.Max(samples, 1)), samples);
    }

    /// <summary>Rents a chunk and copies samples into it.</summary>
    /// <param name="format">Rate and channels.</param>
    /// <param name="samples">Samples, interleaved when stereo.</param>
    public static AudioChunk CopyOf(AudioFormat format, ReadOnlySpan<float> samples)
    {
        var chunk = Rent(format, samples.Length);
        samples.CopyTo(chunk.buffer);
        return chunk;
    }

    /// <summary>Gives the buffer back. Safe to call twice.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref buffer, null) is { } rented)
        {
            Interlocked.Decrement(ref liveCount);
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}
