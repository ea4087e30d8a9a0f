namespace IShowTts.Tts.Audio;

/// <summary>Highest level a mono signal reaches, also between its samples (ITU-R BS.1770-4, annex 2, four times oversampled). Not thread safe.</summary>
public sealed class TruePeakMeter
{
    private const int Block = 512;

    private readonly float[] window = new float[Block + OversampledPeak.Taps - 1];
    private readonly float[] peaks = new float[Block];
    private float highest;

    /// <summary>Highest level so far, dB relative to full scale; −∞ for silence.</summary>
    public double Dbtp => highest > 0 ? 20 * Math.Log10(highest) : double.NegativeInfinity;

    /// <summary>Takes samples in.</summary>
    /// <param name="samples">Mono; anything that is no number counts as silence.</param>
    public void Add(ReadOnlySpan<float> samples)
    {
        const int kept = OversampledPeak.Taps - 1;
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, Block);
            for (var i = 0; i < count; i++)
            {
                window[kept + i] = float.IsFinite(samples[i]) ? samples[i] : 0;
            }

            OversampledPeak.Compute(window.AsSpan(0, count + kept), peaks.AsSpan(0, count));
            foreach (var peak in peaks.AsSpan(0, count))
            {
                highest = Math.Max(highest, peak);
            }

            window.AsSpan(count, kept).CopyTo(window);
            samples = samples[count..];
        }
    }

    /// <summary>Ends the signal, so that its last samples count in full.</summary>
    /// <returns><see cref="Dbtp"/>.</returns>
    public double Finish()
    {
        Add(stackalloc float[OversampledPeak.Taps]);
        return Dbtp;
    }
}
