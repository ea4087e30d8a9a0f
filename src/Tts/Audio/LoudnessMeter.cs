namespace IShowTts.Tts.Audio;

/// <summary>Integrated loudness after ITU-R BS.1770-4: K-weighted, 400 ms blocks every 100 ms, gated at −70 LUFS and 10 LU below the mean.</summary>
/// <remarks>
/// A mono signal counts as one channel: a full-scale sine of 997 Hz is −3.01 LUFS; the same in both channels of a stereo signal is 0.0.
/// Memory does not grow with length: blocks are sorted into bins of 0.05 LU that keep their exact sum. Not thread safe.
/// </remarks>
public sealed class LoudnessMeter
{
    private const double Offset = -0.691;
    private const double AbsoluteGate = -70;
    private const double RelativeGate = -10;
    private const double LoudestBin = 30;
    private const int BinsPerUnit = 20;
    private const int PartsPerBlock = 4;

    private readonly AudioFormat format;
    private readonly KWeighting[] weighting;
    private readonly int partFrames;
    private readonly double[] parts = new double[PartsPerBlock];
    private readonly double[] binSums = new double[(int)((LoudestBin - AbsoluteGate) * BinsPerUnit)];
    private readonly int[] binCounts = new int[(int)((LoudestBin - AbsoluteGate) * BinsPerUnit)];
    private double partSum;
    private int partFilled;
    private long partsDone;
    private long frames;

    /// <summary>Makes a meter.</summary>
    /// <param name="format">Any rate; 1 or 2 channels, which count alike.</param>
    public LoudnessMeter(AudioFormat format)
    {
        this.format = format;
        weighting = new KWeighting[format.Channels];
        Array.Fill(weighting, new KWeighting(format.SampleRate));
        partFrames = (format.SampleRate + 5) / 10;
    }

    /// <summary>Playing time taken in so far.</summary>
    public TimeSpan Measured => TimeSpan.FromSeconds((double)frames / format.SampleRate);

    /// <summary>LUFS of all full blocks so far; −∞ when none passes the gate.</summary>
    public double IntegratedLufs
    {
        get
        {
            var (sum, count) = Above(0);
            if (count == 0)
            {
                return double.NegativeInfinity;
            }

            (sum, count) = Above(Math.Max(0, BinOf(ToLufs(sum / count) + RelativeGate)));
            return ToLufs(sum / count);
        }
    }

    /// <summary>Takes samples in.</summary>
    /// <param name="samples">Whole sample frames, interleaved; anything that is no number counts as silence.</param>
    public void Add(ReadOnlySpan<float> samples)
    {
        var channels = format.Channels;
        frames += samples.Length / channels;
        for (var i = 0; i < samples.Length; i += channels)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                var sample = samples[i + channel];
                var weighted = weighting[channel].Next(float.IsFinite(sample) ? sample : 0);
                partSum += weighted * weighted;
            }

            if (++partFilled == partFrames)
            {
                EndPart();
            }
        }
    }

    /// <summary>Ends a message: one shorter than half a second is measured as if silence followed, since no block would be full.</summary>
    /// <returns>LUFS; −∞ for silence.</returns>
    public double Finish()
    {
        var missing = (format.SampleRate / 2) - frames;
        ReadOnlySpan<float> silence = stackalloc float[256];
        for (var left = missing * format.Channels; left > 0;)
        {
            var count = (int)Math.Min(left, silence.Length);
            Add(silence[..count]);
            left -= count;
        }

        return IntegratedLufs;
    }

    /// <summary>Starts anew.</summary>
    public void Reset()
    {
        for (var i = 0; i < weighting.Length; i++)
        {
            weighting[i].Reset();
        }

        Array.Clear(parts);
        Array.Clear(binSums);
        Array.Clear(binCounts);
        (partSum, partFilled, partsDone, frames) = (0, 0, 0, 0);
    }

    private void EndPart()
    {
        parts[partsDone++ % PartsPerBlock] = partSum / partFrames;
        (partSum, partFilled) = (0, 0);
        if (partsDone < PartsPerBlock)
        {
            return;
        }

        var power = (parts[0] + parts[1] + parts[2] + parts[3]) / PartsPerBlock;
        var bin = BinOf(ToLufs(power));
        if (bin >= 0)
        {
            binSums[bin] += power;
            binCounts[bin]++;
        }
    }

    private (double Sum, long Count) Above(int bin)
    {
        double sum = 0;
        long count = 0;
        for (var i = bin; i < binSums.Length; i++)
        {
            sum += binSums[i];
            count += binCounts[i];
        }

        return (sum, count);
    }

    private int BinOf(double lufs) => lufs < AbsoluteGate ? -1 : (int)Math.Min((lufs - AbsoluteGate) * BinsPerUnit, binSums.Length - 1);

    private static double ToLufs(double power) => power <= 0 ? double.NegativeInfinity : Offset + (10 * Math.Log10(power));
}
