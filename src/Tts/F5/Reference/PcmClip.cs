using IShowTts.Tts.Audio;

namespace IShowTts.Tts.F5.Reference;

/// <summary>A whole recording as 16-bit PCM, measured and cut in milliseconds the way pydub does, which the reference cuts clips with.</summary>
/// <param name="SampleRate">Hz.</param>
/// <param name="Channels">1 or 2.</param>
/// <param name="Samples">Interleaved.</param>
internal sealed record PcmClip(int SampleRate, int Channels, short[] Samples)
{
    /// <summary>Full scale of 16 bits.</summary>
    public const int FullScale = 32_768;

    /// <summary>Samples per channel.</summary>
    public int SampleFrames => Samples.Length / Channels;

    /// <summary>Length, rounded to even at the half.</summary>
    public int Milliseconds => MillisecondsOf(SampleFrames, SampleRate);

    /// <summary>Reads a WAV; other encodings than 16 bit are rounded to it.</summary>
    /// <param name="stream">From its current position; stays open.</param>
    /// <param name="longest">A longer recording is refused.</param>
    /// <param name="mustBeWhole">Refuses a file that ends before the audio its header promises.</param>
    /// <exception cref="InvalidDataException">Not a WAV we can read, empty, or too long.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static PcmClip Read(Stream stream, TimeSpan longest, bool mustBeWhole = false)
    {
        using var reader = new WavReader(stream, leaveOpen: true);
        var most = reader.Format.SamplesIn(longest);
        var samples = new List<short>();
        var block = new float[4_096];
        for (var count = reader.Read(block); count > 0; count = reader.Read(block))
        {
            if (samples.Count + count > most)
            {
                throw new InvalidDataException($"The recording is longer than {longest.TotalSeconds:0} s. Cut it to the 3 to 12 s that shall be imitated.");
            }

            foreach (var sample in block.AsSpan(0, count))
            {
                samples.Add((short)Math.Clamp(MathF.Round(sample * FullScale), short.MinValue, short.MaxValue));
            }
        }

        if (mustBeWhole && reader.IsCutShort)
        {
            throw new InvalidDataException("The WAV file ends before the audio that its header promises. Save or send it again, whole.");
        }

        return samples.Count == 0
            ? throw new InvalidDataException("The recording is empty.")
            : new PcmClip(reader.Format.SampleRate, reader.Format.Channels, [.. samples]);
    }

    /// <summary>Length of sample frames in milliseconds, rounded to even at the half.</summary>
    /// <param name="sampleFrames">Samples per channel.</param>
    /// <param name="sampleRate">Hz.</param>
    public static int MillisecondsOf(int sampleFrames, int sampleRate) => (int)Math.Round(1000 * ((double)sampleFrames / sampleRate), MidpointRounding.ToEven);

    /// <summary>The first sample frame of a millisecond, rounded down; milliseconds past the end count as the end.</summary>
    /// <param name="millisecond">0 or more.</param>
    public int SampleFrameAt(int millisecond) => (int)(Math.Min(millisecond, Milliseconds) * (SampleRate / 1000.0));

    /// <summary>Cuts a part out. Where the rounded length promises more than there is, silence is added.</summary>
    /// <param name="from">First millisecond.</param>
    /// <param name="to">Millisecond after the last.</param>
    public PcmClip Slice(int from, int to)
    {
        var (start, end) = (SampleFrameAt(from) * Channels, SampleFrameAt(to) * Channels);
        var part = new short[Math.Max(0, end - start)];
        var there = Math.Clamp(Samples.Length - start, 0, part.Length);
        Samples.AsSpan(Math.Min(start, Samples.Length), there).CopyTo(part);
        return this with { Samples = part };
    }

    /// <summary>Root mean square over all channels, rounded down, of sample frames; those past the end are silent.</summary>
    /// <param name="sumOfSquares">Over the samples that there are.</param>
    /// <param name="sampleFrames">How many, silent ones included.</param>
    public int Rms(long sumOfSquares, int sampleFrames) => sampleFrames <= 0 ? 0 : (int)Math.Sqrt(sumOfSquares / (double)(sampleFrames * Channels));

    /// <summary>Sum of the squares of all channels' samples.</summary>
    /// <param name="from">First sample frame.</param>
    /// <param name="to">Sample frame after the last; those past the end are silent.</param>
    public long SumOfSquares(int from, int to)
    {
        long sum = 0;
        for (var i = Math.Max(0, from) * Channels; i < Math.Min((long)to * Channels, Samples.Length); i++)
        {
            sum += Samples[i] * Samples[i];
        }

        return sum;
    }
}
