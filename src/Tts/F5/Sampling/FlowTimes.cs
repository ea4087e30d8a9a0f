using IShowTts.Tts.Dsp;

namespace IShowTts.Tts.F5.Sampling;

/// <summary>The grid of flow times, 0 (noise) to 1 (mel), in fp32 as the reference computes it (<c>cfm.py: CFM.sample</c>, f5-tts paper section 3.3, EPSS paper).</summary>
/// <remarks>
/// Uniform and EPSS grids without sway are bit-equal to the reference's. With sway they are within one rounding of 1.0 (6e-8), because
/// its vectorized cosine is not correctly rounded and ours is.
/// </remarks>
internal static class FlowTimes
{
    /// <summary>The largest sway coefficient for which time still never runs backwards, 2/(π−2).</summary>
    public const double LargestSway = 1.751938;

    /// <summary>Makes a grid.</summary>
    /// <param name="evaluations">Steps, 1 or more.</param>
    /// <param name="epss">Take the empirically pruned grid where there is one (5, 6, 7, 10, 12, 16).</param>
    /// <param name="sway">Sway coefficient, −1 to <see cref="LargestSway"/>; negative ones put more steps near the noise. Null: none.</param>
    /// <returns><c>[evaluations + 1]</c>, rising from 0 to 1.</returns>
    public static float[] Create(int evaluations, bool epss, double? sway)
    {
        var times = (epss ? Pruned(evaluations) : null) ?? LinearSpace.Create(0, 1, evaluations + 1);
        if (sway is { } coefficient)
        {
            for (var i = 0; i < times.Length; i++)
            {
                var cosine = (float)Math.Cos(times[i] * (float)(Math.PI / 2));
                times[i] += (float)coefficient * (cosine - 1f + times[i]);
            }
        }

        return times;
    }

    // In 1/32, from mutils.py: get_epss_timesteps.
    private static float[]? Pruned(int evaluations)
    {
        ReadOnlySpan<byte> table = evaluations switch
        {
            5 => [0, 2, 4, 8, 16, 32],
            6 => [0, 2, 4, 6, 8, 16, 32],
            7 => [0, 2, 4, 6, 8, 16, 24, 32],
            10 => [0, 2, 4, 6, 8, 12, 16, 20, 24, 28, 32],
            12 => [0, 2, 4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32],
            16 => [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32],
            _ => [],
        };
        var times = new float[table.Length];
        for (var i = 0; i < times.Length; i++)
        {
            times[i] = table[i] / 32f;
        }

        return times.Length == 0 ? null : times;
    }
}
