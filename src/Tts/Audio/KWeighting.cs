namespace IShowTts.Tts.Audio;

/// <summary>The frequency weighting of ITU-R BS.1770-4 for one channel: a shelf for the head, then a high-pass. Keeps its state from call to call.</summary>
/// <remarks>The standard lists coefficients for 48 kHz; these are computed from the analog prototypes behind them, so any rate works.</remarks>
internal struct KWeighting
{
    private readonly double shelfB0, shelfB1, shelfB2, shelfA1, shelfA2, highA1, highA2;
    private double shelf1, shelf2, high1, high2;

    /// <summary>Computes the coefficients.</summary>
    /// <param name="sampleRate">Hz.</param>
    public KWeighting(int sampleRate)
    {
        const double shelfFrequency = 1681.974450955533, shelfQ = 0.7071752369554196, shelfGain = 3.999843853973347;
        var k = Math.Tan(Math.PI * shelfFrequency / sampleRate);
        var high = Math.Pow(10, shelfGain / 20);
        var band = Math.Pow(high, 0.4996667741545416);
        var a0 = 1 + (k / shelfQ) + (k * k);
        shelfB0 = (high + (band * k / shelfQ) + (k * k)) / a0;
        shelfB1 = 2 * ((k * k) - high) / a0;
        shelfB2 = (high - (band * k / shelfQ) + (k * k)) / a0;
        shelfA1 = 2 * ((k * k) - 1) / a0;
        shelfA2 = (1 - (k / shelfQ) + (k * k)) / a0;

        const double highFrequency = 38.13547087602444, highQ = 0.5003270373238773;
        k = Math.Tan(Math.PI * highFrequency / sampleRate);
        a0 = 1 + (k / highQ) + (k * k);
        highA1 = 2 * ((k * k) - 1) / a0;
        highA2 = (1 - (k / highQ) + (k * k)) / a0;
    }

    /// <summary>Filters one sample (transposed direct form II).</summary>
    public double Next(double sample)
    {
        var shelf = (shelfB0 * sample) + shelf1;
        shelf1 = (shelfB1 * sample) - (shelfA1 * shelf) + shelf2;
        shelf2 = (shelfB2 * sample) - (shelfA2 * shelf);
        var high = shelf + high1;
        high1 = (-2 * shelf) - (highA1 * high) + high2;
        high2 = shelf - (highA2 * high);
        return high;
    }

    /// <summary>Forgets the samples so far.</summary>
    public void Reset() => shelf1 = shelf2 = high1 = high2 = 0;
}
