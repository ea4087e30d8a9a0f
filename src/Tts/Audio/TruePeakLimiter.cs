namespace IShowTts.Tts.Audio;

/// <summary>Keeps a mono stream below a true peak without distortion: it looks 3 ms ahead, turns down smoothly and comes back within 60 ms.</summary>
/// <remarks>
/// What never passes the ceiling comes out unchanged. As many samples come out as went in: the look-ahead is taken off the start and
/// <see cref="Flush"/> gives the end. Allocates only when made. Not thread safe.
/// </remarks>
public sealed class TruePeakLimiter
{
    private const double LookAheadSeconds = 0.003;
    private const double ReleaseSeconds = 0.06;
    private const int Block = 512;
    private const int Kept = OversampledPeak.Taps - 1;

    private readonly float ceiling;
    private readonly int lookAhead;
    private readonly double releaseStep;
    private readonly SlidingMinimum minimum;
    private readonly float[] window = new float[Block + Kept];
    private readonly float[] peaks = new float[Block];
    private readonly float[] delayed;
    private readonly float[] gains;
    private int gainAt;
    private int delayAt;
    private int skip;
    private int restFor;
    private double gain;
    private double gainSum;

    /// <summary>Makes a limiter.</summary>
    /// <param name="sampleRate">Hz.</param>
    /// <param name="ceilingDb">dBTP, below 0. The measured peak lands up to 0.1 dB beside it.</param>
    public TruePeakLimiter(int sampleRate, double ceilingDb)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 8_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ceilingDb, 0);
        ceiling = (float)Math.Pow(10, ceilingDb / 20);
        lookAhead = (int)Math.Ceiling(LookAheadSeconds * sampleRate);
        releaseStep = 1 - Math.Exp(-1 / (ReleaseSeconds * sampleRate));

        // The peak between two samples needs both turned down, so the minimum spans three samples more than the average.
        minimum = new SlidingMinimum(lookAhead + 3);
        delayed = new float[lookAhead + OversampledPeak.Taps - OversampledPeak.Centre];
        gains = new float[lookAhead];
        Reset();
    }

    /// <summary>Samples between input and output inside; the caller does not notice it.</summary>
    public int Latency => delayed.Length;

    /// <summary>Takes samples and writes those that are ready.</summary>
    /// <param name="input">Mono; anything that is no number becomes silence.</param>
    /// <param name="output">Room for as many; may be the same memory as <paramref name="input"/>.</param>
    /// <returns>Samples written: all but the first <see cref="Latency"/> of the stream.</returns>
    public int Process(ReadOnlySpan<float> input, Span<float> output)
    {
        var written = 0;
        for (var done = 0; done < input.Length;)
        {
            var count = Math.Min(Block, input.Length - done);
            written += ProcessBlock(input.Slice(done, count), output[written..]);
            done += count;
        }

        return written;
    }

    /// <summary>Ends the stream: writes what is still inside and makes the limiter new.</summary>
    /// <param name="output">Room for <see cref="Latency"/> samples.</param>
    /// <returns>Samples written.</returns>
    public int Flush(Span<float> output)
    {
        Span<float> silence = stackalloc float[Latency];
        silence.Clear();
        var written = Process(silence, output);
        Reset();
        return written;
    }

    /// <summary>Forgets the stream so far.</summary>
    public void Reset()
    {
        minimum.Reset();
        Array.Clear(window);
        Array.Clear(delayed);
        Array.Fill(gains, 1);
        (gainAt, delayAt, skip, gain, gainSum) = (0, 0, Latency, 1, lookAhead);
        restFor = RestAfter;
    }

    // So many samples after the last that was turned down, every gain in sight is 1.
    private int RestAfter => (2 * lookAhead) + 3;

    private int ProcessBlock(ReadOnlySpan<float> input, Span<float> output)
    {
        for (var i = 0; i < input.Length; i++)
        {
            window[Kept + i] = float.IsFinite(input[i]) ? input[i] : 0;
        }

        OversampledPeak.Compute(window.AsSpan(0, input.Length + Kept), peaks.AsSpan(0, input.Length));
        var isAtRest = restFor >= RestAfter && !peaks.AsSpan(0, input.Length).ContainsAnyExceptInRange(0, ceiling);
        var written = 0;
        for (var i = 0; i < input.Length; i++)
        {
            var sample = isAtRest ? Delay(window[Kept + i]) : Limit(window[Kept + i], peaks[i]);
            if (skip > 0)
            {
                skip--;
            }
            else
            {
                output[written++] = sample;
            }
        }

        window.AsSpan(input.Length, Kept).CopyTo(window);
        return written;
    }

    private float Limit(float sample, float peak)
    {
        var wanted = minimum.Next(peak > ceiling ? ceiling / peak : 1f);
        gain = wanted < gain ? wanted : Math.Min(wanted, gain + ((1 - gain) * releaseStep));
        gain = gain > 0.999999 ? Math.Min(wanted, 1) : gain;
        restFor = gain < 1 ? 0 : Math.Min(restFor + 1, RestAfter);
        gainSum += (float)gain - gains[gainAt];
        gains[gainAt] = (float)gain;
        gainAt = gainAt + 1 == gains.Length ? 0 : gainAt + 1;
        gainSum = restFor == RestAfter ? gains.Length : gainSum;
        return (float)(Delay(sample) * (gainSum / gains.Length));
    }

    private float Delay(float sample)
    {
        var oldest = delayed[delayAt];
        delayed[delayAt] = sample;
        delayAt = delayAt + 1 == delayed.Length ? 0 : delayAt + 1;
        return oldest;
    }
}
