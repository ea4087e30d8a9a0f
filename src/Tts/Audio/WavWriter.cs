using System.Buffers.Binary;

namespace IShowTts.Tts.Audio;

/// <summary>Writes a WAV file or stream, sample by sample.</summary>
/// <remarks>
/// Where the stream can seek, the sizes in the header are corrected by <see cref="Flush"/> and at the end; where it cannot (a pipe),
/// they stay 0xFFFFFFFF, which players read as "until the end". Allocates only when made. Not thread safe.
/// </remarks>
public sealed class WavWriter : IDisposable, IAsyncDisposable
{
    private const int BufferBytes = 16_384;

    private readonly Stream stream;
    private readonly AudioFormat format;
    private readonly WavSampleFormat sampleFormat;
    private readonly int bytesPerSample;
    private readonly bool leaveOpen;
    private readonly byte[] buffer = new byte[BufferBytes];
    private readonly long start;
    private bool disposed;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Where to; written from its current position.</param>
    /// <param name="format">Of the samples to come.</param>
    /// <param name="sampleFormat">How they are stored.</param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open after this is disposed.</param>
    public WavWriter(Stream stream, AudioFormat format, WavSampleFormat sampleFormat = WavSampleFormat.Float32, bool leaveOpen = false)
    {
        this.stream = stream;
        this.format = format;
        this.sampleFormat = sampleFormat;
        bytesPerSample = WavHeader.BytesPerSample(sampleFormat);
        this.leaveOpen = leaveOpen;
        start = stream.CanSeek ? stream.Position : 0;
        stream.Write(buffer, 0, WavHeader.Write(buffer, format, sampleFormat, null));
    }

    /// <summary>Playing time written so far.</summary>
    public TimeSpan Duration => format.DurationOf(DataBytes / bytesPerSample);

    /// <summary>Bytes of samples written so far; what failed half way does not count, and is overwritten by what comes next after a <see cref="Flush"/>.</summary>
    public long DataBytes { get; private set; }

    private long RoomLeft => uint.MaxValue - 64L - DataBytes;

    /// <summary>Writes samples.</summary>
    /// <param name="samples">Whole sample frames, interleaved.</param>
    /// <exception cref="IOException">The file cannot be written, or would pass 4 GiB, the most a WAV file can hold.</exception>
    public void Write(ReadOnlySpan<float> samples)
    {
        CheckRoom(samples.Length);
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, BufferBytes / bytesPerSample);
            stream.Write(buffer, 0, Encode(samples[..count]));
            DataBytes += count * bytesPerSample;
            samples = samples[count..];
        }
    }

    /// <summary>Writes samples without blocking the thread.</summary>
    /// <inheritdoc cref="Write"/>
    /// <param name="samples">Whole sample frames, interleaved.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
    {
        CheckRoom(samples.Length);
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, BufferBytes / bytesPerSample);
            await stream.WriteAsync(buffer.AsMemory(0, Encode(samples.Span[..count])), cancellationToken).ConfigureAwait(false);
            DataBytes += count * bytesPerSample;
            samples = samples[count..];
        }
    }

    /// <summary>Brings the header up to date, so that the file is whole even if the process ends now.</summary>
    public void Flush()
    {
        if (stream.CanSeek)
        {
            var length = WavHeader.Write(buffer, format, sampleFormat, DataBytes);
            stream.Position = start;
            stream.Write(buffer, 0, length);
            stream.Position = start + length + DataBytes;
        }

        stream.Flush();
    }

    /// <summary>Corrects the header and closes the stream, unless it is to stay open.</summary>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        try
        {
            Flush();
        }
        finally
        {
            if (!leaveOpen)
            {
                stream.Dispose();
            }
        }
    }

    /// <summary>As <see cref="Dispose"/>, without blocking the thread on a stream that cannot seek.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        if (stream.CanSeek)
        {
            Dispose();
            return;
        }

        disposed = true;
        await stream.FlushAsync().ConfigureAwait(false);
        if (!leaveOpen)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void CheckRoom(int samples)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if ((long)samples * bytesPerSample > RoomLeft)
        {
            throw new IOException("A WAV file cannot hold more than 4 GiB. Start a new file.");
        }
    }

    private int Encode(ReadOnlySpan<float> samples)
    {
        if (sampleFormat == WavSampleFormat.Float32)
        {
            for (var i = 0; i < samples.Length; i++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(buffer.AsSpan(4 * i), samples[i]);
            }

            return 4 * samples.Length;
        }

        for (var i = 0; i < samples.Length; i++)
        {
            var value = Math.Clamp(MathF.Round(samples[i] * 32_768), short.MinValue, short.MaxValue);
            BinaryPrimitives.WriteInt16LittleEndian(buffer.AsSpan(2 * i), float.IsNaN(value) ? (short)0 : (short)value);
        }

        return 2 * samples.Length;
    }
}
