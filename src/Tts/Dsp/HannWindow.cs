namespace IShowTts.Tts.Dsp;

/// <summary>The Hann window.</summary>
internal static class HannWindow
{
    /// <summary>Periodic window: <c>0.5 − 0.5·cos(2πn/size)</c>, computed in double and rounded once.</summary>
    /// <param name="size">Samples, 1 or more.</param>
    public static float[] Periodic(int size)
    {
        var window = new float[size];
        for (var n = 0; n < size; n++)
        {
            window[n] = (float)(0.5 - (0.5 * Math.Cos(2 * Math.PI * n / size)));
        }

        return window;
    }
}
