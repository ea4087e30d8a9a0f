using System.Numerics;
using System.Runtime.InteropServices;

namespace IShowTts.Tts.Audio;

/// <summary>Turns samples up or down.</summary>
public static class Gain
{
    /// <summary>Multiplies samples in place.</summary>
    /// <param name="samples">Any number of them.</param>
    /// <param name="factor">Linear; 1 changes nothing.</param>
    public static void Apply(Span<float> samples, float factor)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(samples);
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] *= factor;
        }

        for (var i = vectors.Length * Vector<float>.Count; i < samples.Length; i++)
        {
            samples[i] *= factor;
        }
    }
}
