using System.Collections.Concurrent;

namespace IShowTts.Tts.Audio;

/// <summary>Coefficients of a polyphase low-pass filter from one rate to another: Kaiser window, β 10, cut-off at 0.94 of the lower Nyquist frequency.</summary>
/// <remarks>Immutable and shared. 64 taps per phase going up, in proportion more going down. Every phase sums to 1.</remarks>
internal sealed class ResamplerFilter
{
    private const int BaseTaps = 64;
    private const double KaiserBeta = 10;
    private const double CutOff = 0.94;
    private const int LargestTable = 1 << 22;
    private const int CachedFilters = 32;

    private static readonly ConcurrentDictionary<(int, int), ResamplerFilter> Cache = new();

    private readonly float[] coefficients;

    private ResamplerFilter(int up, int down)
    {
        Up = up;
        Down = down;
        Taps = TapsFor(up, down);
        coefficients = new float[Up * Taps];
        var scale = Math.Min(1.0, (double)up / down);
        var phase = new double[Taps];
        for (var p = 0; p < up; p++)
        {
            var sum = 0.0;
            for (var k = 0; k < Taps; k++)
            {
                var distance = k - (Before - 1) - ((double)p / up);
                phase[k] = KaiserWindow.Sinc(distance * CutOff * scale) * KaiserWindow.At(distance / Before, KaiserBeta);
                sum += phase[k];
            }

            for (var k = 0; k < Taps; k++)
            {
                coefficients[(p * Taps) + k] = (float)(phase[k] / sum);
            }
        }
    }

    /// <summary>Phases: output samples per <see cref="Down"/> input samples.</summary>
    public int Up { get; }

    /// <summary>Input samples per <see cref="Up"/> output samples.</summary>
    public int Down { get; }

    /// <summary>Input samples that make one output sample; a multiple of 8.</summary>
    public int Taps { get; }

    /// <summary>Half of <see cref="Taps"/>: how far an output sample looks to each side, in input samples.</summary>
    public int Before => Taps / 2;

    /// <summary>Coefficients of one phase, <see cref="Taps"/> of them.</summary>
    public ReadOnlySpan<float> Phase(int phase) => coefficients.AsSpan(phase * Taps, Taps);

    /// <summary>Gets the filter between two rates.</summary>
    /// <exception cref="ArgumentException">The rates have too small a common divisor, so that the table would pass 16 MiB.</exception>
    public static ResamplerFilter For(int inputRate, int outputRate)
    {
        var divisor = GreatestCommonDivisor(inputRate, outputRate);
        var key = (Up: outputRate / divisor, Down: inputRate / divisor);
        if ((long)key.Up * TapsFor(key.Up, key.Down) > LargestTable)
        {
            throw new ArgumentException($"Resampling from {inputRate} to {outputRate} Hz is not supported: use a common rate such as 16,000, 22,050, 24,000, 44,100 or 48,000 Hz.");
        }

        if (Cache.TryGetValue(key, out var filter))
        {
            return filter;
        }

        filter = new ResamplerFilter(key.Up, key.Down);
        return Cache.Count < CachedFilters ? Cache.GetOrAdd(key, filter) : filter;
    }

    private static int TapsFor(int up, int down) =>
        up >= down ? BaseTaps : (int)Math.Min(int.MaxValue / 2, ((long)Math.Ceiling((double)BaseTaps * down / up) + 7) & ~7L);

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
