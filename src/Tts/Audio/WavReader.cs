using System.Buffers.Binary;
using System.Text;

namespace IShowTts.Tts.Audio;

/// <summary>Reads WAV: integers of 8, 16, 24 and 32 bits, floats of 32 and 64, mono or stereo. Made for files from strangers.</summary>
/// <remarks>Reads forward only, so a pipe will do. Memory and work are bounded whatever the header claims. Not thread safe.</remarks>
public sealed class WavReader : IDisposable
{
    private const int BufferBytes = 16_384;
    private const int MostChunks = 64;
    private const long MostSkipped = 16 << 20;

    private readonly Stream stream;
    private readonly bool leaveOpen;
    private readonly byte[] buffer = new byte[BufferBytes];
    private WavEncoding encoding;
    private long dataBytes;
    private bool isOpenEnded;

    /// <summary>Reads the header, up to the first sample.</summary>
    /// <param name="stream">Where from.</param>
    /// <param name="leaveOpen">Whether <paramref name="stream"/> stays open after this is disposed.</param>
    /// <exception cref="InvalidDataException">This is no WAV we can read; the message says why.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public WavReader(Stream stream, bool leaveOpen = false)
    {
        this.stream = stream;
        this.leaveOpen = leaveOpen;
        ReadHeader();
    }

    /// <summary>Rate and channels.</summary>
    public AudioFormat Format => encoding.Format;

    /// <summary>Whether the stream ended before the audio that its header promised, as after a broken upload. Known once all was read.</summary>
    internal bool IsCutShort { get; private set; }

    /// <summary>Reads the next samples, interleaved, full scale −1 to 1. What is no number becomes 0.</summary>
    /// <param name="samples">Room for them; filled up unless the file ends.</param>
    /// <returns>Samples read, whole sample frames; 0 at the end.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public int Read(Span<float> samples)
    {
        samples = samples[..(samples.Length / Format.Channels * Format.Channels)];
        var frameBytes = encoding.BytesPerSample * Format.Channels;
        var read = 0;
        while (read < samples.Length)
        {
            var wanted = (int)Math.Min((samples.Length - read) * (long)encoding.BytesPerSample, BufferBytes / frameBytes * frameBytes);
            wanted = (int)Math.Min(wanted, dataBytes / frameBytes * frameBytes);
            var got = wanted == 0 ? 0 : stream.ReadAtLeast(buffer.AsSpan(0, wanted), wanted, throwOnEndOfStream: false);
            var whole = got / frameBytes * frameBytes;
            encoding.Decode(buffer.AsSpan(0, whole), samples[read..]);
            read += whole / encoding.BytesPerSample;
            IsCutShort |= got < wanted && !isOpenEnded;
            dataBytes = got < wanted || wanted == 0 ? 0 : dataBytes - got;
            if (dataBytes == 0)
            {
                break;
            }
        }

        return read;
    }

    /// <summary>Reads a whole stream into memory.</summary>
    /// <param name="stream">Where from; stays open.</param>
    /// <param name="maxDuration">A longer one is refused, whatever its header says.</param>
    /// <returns>Format and samples, interleaved.</returns>
    /// <exception cref="InvalidDataException">This is no WAV we can read, or it is too long; the message says why.</exception>
    public static (AudioFormat Format, float[] Samples) ReadAll(Stream stream, TimeSpan maxDuration)
    {
        using var reader = new WavReader(stream, leaveOpen: true);
        var most = reader.Format.SamplesIn(maxDuration);
        var all = new List<float>();
        var block = new float[4_096];
        for (var count = reader.Read(block); count > 0; count = reader.Read(block))
        {
            if (all.Count + count > most)
            {
                throw new InvalidDataException($"The audio is longer than {maxDuration.TotalSeconds:0.#} s. Cut it first.");
            }

            all.AddRange(block.AsSpan(0, count));
        }

        return (reader.Format, [.. all]);
    }

    /// <summary>Closes the stream, unless it is to stay open.</summary>
    public void Dispose()
    {
        if (!leaveOpen)
        {
            stream.Dispose();
        }
    }

    private void ReadHeader()
    {
        if (!Fill(12) || !buffer.AsSpan(0, 4).SequenceEqual("RIFF"u8) || !buffer.AsSpan(8, 4).SequenceEqual("WAVE"u8))
        {
            throw new InvalidDataException("This is no WAV file (it does not start with RIFF and WAVE). Convert it to WAV first.");
        }

        var known = false;
        long skipped = 0;
        for (var chunk = 0; chunk < MostChunks; chunk++)
        {
            if (!Fill(8))
            {
                throw new InvalidDataException(known ? "The WAV file ends before its audio (no data chunk)." : "The WAV file ends inside its header.");
            }

            var id = Encoding.ASCII.GetString(buffer, 0, 4);
            long size = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(4));
            if (id == "data")
            {
                // 0xFFFFFFFF, and 0 in a file nobody finished, mean "until the end".
                isOpenEnded = size is 0 or uint.MaxValue;
                dataBytes = isOpenEnded ? long.MaxValue : size;
                encoding = known ? encoding : throw new InvalidDataException("The WAV file has its audio before its format (no fmt chunk).");
                return;
            }

            if (id == "fmt ")
            {
                ReadFormat(ref size);
                known = true;
            }

            skipped += size;
            if (skipped > MostSkipped || !Skip(size + (size & 1)))
            {
                throw new InvalidDataException("The WAV file ends, or is garbage, inside its header.");
            }
        }

        throw new InvalidDataException($"The WAV file has more than {MostChunks} chunks before its audio.");
    }

    private void ReadFormat(ref long size)
    {
        const int shortest = 16, extensible = 40;
        var length = (int)Math.Min(size, extensible);
        if (length < shortest || !Fill(length))
        {
            throw new InvalidDataException("The WAV file's format chunk is cut short.");
        }

        encoding = WavEncoding.Parse(buffer.AsSpan(0, length));
        size -= length;
    }

    private bool Fill(int count) => stream.ReadAtLeast(buffer.AsSpan(0, count), count, throwOnEndOfStream: false) == count;

    private bool Skip(long count)
    {
        while (count > 0)
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(count, buffer.Length));
            if (read == 0)
            {
                return false;
            }

            count -= read;
        }

        return true;
    }
}
