namespace IShowTts.Tts.Dsp;

/// <summary>Evenly spaced fp32 values with the same bits as <c>torch.linspace</c> on a CPU.</summary>
internal static class LinearSpace
{
    /// <summary>Makes <paramref name="count"/> values from <paramref name="start"/> to <paramref name="end"/>, both included.</summary>
    /// <param name="start">First value.</param>
    /// <param name="end">Last value.</param>
    /// <param name="count">2 or more.</param>
    /// <remarks>
    /// torch counts from the nearer end, sixteen values at a time in vectors of eight, the rest one by one. The last bit matters where values are
    /// multiplied by 1000 (flow times) or divided by small differences (mel filters).
    /// </remarks>
    public static float[] Create(float start, float end, int count)
    {
        const int lanes = 8, block = 16;
        var values = new float[count];
        var step = (end - start) / (count - 1);
        for (var i = 0; i < count; i++)
        {
            var inBlock = (i / block * block) + block <= count;
            var first = inBlock ? i / lanes * lanes : i;
            var value = first < count / 2 ? MathF.FusedMultiplyAdd(step, first, start) : MathF.FusedMultiplyAdd(-step, count - 1 - first, end);
            values[i] = value + (step * (i - first));
        }

        return values;
    }
}
