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
    private readonly bool leaveOpen;
    private readonly byte[] buffer = new byte[BufferBytes];
    private readonly long start;
    private readonly int headerBytes;
    private long dataBytes;
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
        this.leaveOpen = leaveOpen;
        start = stream.CanSeek ? stream.Position : 0;
        headerBytes = WriteHeader(buffer, uint.MaxValue);
        stream.Write(buffer, 0, headerBytes);
    }

    /// <summary>Playing time written so far.</summary>
    public TimeSpan Duration => format.DurationOf(dataBytes / BytesPerSample);

    private int BytesPerSample => sampleFormat == WavSampleFormat.Int16 ? 2 : 4;

    private long RoomLeft => uint.MaxValue - 64L - dataBytes;

    /// <summary>Writes samples.</summary>
    /// <param name="samples">Whole sample frames, interleaved.</param>
    /// <exception cref="IOException">The file cannot be written, or would pass 4 GiB, the most a WAV file can hold.</exception>
    public void Write(ReadOnlySpan<float> samples)
    {
        CheckRoom(samples.Length);
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, BufferBytes / BytesPerSample);
            stream.Write(buffer, 0, Encode(samples[..count]));
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
            var count = Math.Min(samples.Length, BufferBytes / BytesPerSample);
            await stream.WriteAsync(buffer.AsMemory(0, Encode(samples.Span[..count])), cancellationToken).ConfigureAwait(false);
            samples = samples[count..];
        }
    }

    /// <summary>Brings the header up to date, so that the file is whole even if the process ends now.</summary>
    public void Flush()
    {
        if (stream.CanSeek)
        {
            var end = stream.Position;
            var length = WriteHeader(buffer, (uint)dataBytes);
            stream.Position = start;
            stream.Write(buffer, 0, length);
            stream.Position = end;
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
        var bytes = (long)samples * BytesPerSample;
        if (bytes > RoomLeft)
        {
            throw new IOException("A WAV file cannot hold more than 4 GiB. Start a new file.");
        }

        dataBytes += bytes;
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

    private int WriteHeader(Span<byte> header, uint data)
    {
        var isFloat = sampleFormat == WavSampleFormat.Float32;
        var formatBytes = isFloat ? 18 : 16;
        var length = 12 + 8 + formatBytes + (isFloat ? 12 : 0) + 8;
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], data == uint.MaxValue ? data : data + (uint)length - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], formatBytes);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], (short)(isFloat ? 3 : 1));
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], (short)format.Channels);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], format.SampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], format.SampleRate * format.Channels * BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], (short)(format.Channels * BytesPerSample));
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], (short)(8 * BytesPerSample));
        var at = 36;
        if (isFloat)
        {
            BinaryPrimitives.WriteInt16LittleEndian(header[36..], 0);
            "fact"u8.CopyTo(header[38..]);
            BinaryPrimitives.WriteInt32LittleEndian(header[42..], 4);
            BinaryPrimitives.WriteUInt32LittleEndian(header[46..], data == uint.MaxValue ? data : (uint)(data / BytesPerSample / format.Channels));
            at = 50;
        }

        "data"u8.CopyTo(header[at..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[(at + 4)..], data);
        return length;
    }
}
