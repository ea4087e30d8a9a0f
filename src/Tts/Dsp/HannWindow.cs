namespace IShowTts.Tts.Dsp;

/// <summary>The Hann window.</summary>
internal static class HannWindow
{
    /// <summary>Periodic window: <c>0.5 − 0.5·cos(2πn/size)</c>, rounded to fp32 after each operation as torch does: beside a loud bin its rounding shows in quiet ones.</summary>
    /// <param name="size">Samples, 1 or more.</param>
    public static float[] Periodic(int size)
    {
        var window = new float[size];
        for (var n = 0; n < size; n++)
        {
            window[n] = 0.5f - (0.5f * (float)Math.Cos(n * (float)(2 * Math.PI / size)));
        }

        return window;
    }
}
