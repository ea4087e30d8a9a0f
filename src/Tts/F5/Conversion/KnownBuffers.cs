namespace IShowTts.Tts.F5.Conversion;

/// <summary>Tensors of a checkpoint that are no weights: their values follow from formulas. Windows and mel filters are those of <c>Dsp</c>.</summary>
internal static class KnownBuffers
{
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
}
