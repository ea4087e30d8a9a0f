namespace IShowTts.Tts.F5.Conversion;

/// <summary>Tensors of a checkpoint that are no weights: their values follow from formulas (f5-tts.md, sections 2.4, 6 and 7).</summary>
internal static class KnownBuffers
{
    private const double MelStep = 2595;
    private const double HighestHertz = 12_000;

    /// <summary>Rotary frequencies <c>10000^(−2j/headDim)</c>, <c>[headDim / 2]</c>.</summary>
    /// <param name="headDim">Channels per head.</param>
    public static float[] InverseFrequencies(int headDim)
    {
        var values = new float[headDim / 2];
        for (var j = 0; j < values.Length; j++)
        {
            values[j] = (float)Math.Pow(10_000, -2.0 * j / headDim);
        }

        return values;
    }

    /// <summary>Periodic Hann window.</summary>
    /// <param name="size">Samples.</param>
    public static float[] HannWindow(int size)
    {
        var values = new float[size];
        for (var i = 0; i < size; i++)
        {
            values[i] = (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * i / size)));
        }

        return values;
    }

    /// <summary>HTK mel filters from 0 to 12 kHz without area normalization, <c>[bin, mel]</c> row-major, in double precision rounded to fp32.</summary>
    /// <param name="bins">Frequency bins, the last at 12 kHz.</param>
    /// <param name="mels">Filters.</param>
    public static float[] MelFilterbank(int bins, int mels)
    {
        var top = MelStep * Math.Log10(1 + (HighestHertz / 700));
        var points = new double[mels + 2];
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = 700 * (Math.Pow(10, top * i / (mels + 1) / MelStep) - 1);
        }

        var values = new float[bins * mels];
        for (var bin = 0; bin < bins; bin++)
        {
            var hertz = HighestHertz * bin / (bins - 1);
            for (var mel = 0; mel < mels; mel++)
            {
                var rise = (hertz - points[mel]) / (points[mel + 1] - points[mel]);
                var fall = (points[mel + 2] - hertz) / (points[mel + 2] - points[mel + 1]);
                values[(bin * mels) + mel] = (float)Math.Max(0, Math.Min(rise, fall));
            }
        }

        return values;
    }
}
