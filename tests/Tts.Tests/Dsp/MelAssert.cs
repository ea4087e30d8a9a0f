using IShowTts.TestKit;
using IShowTts.Tts.Dsp;

namespace IShowTts.Tts.Tests.Dsp;

/// <summary>Judges a mel against one of the reference.</summary>
internal static class MelAssert
{
    // Where no filter is much louder, this set is met within 1.7e-5; most of it is the corner of a filter that torch rounds otherwise.
    private const double Everywhere = 3e-5;

    // The goldens' own transform is fp32: a few roundings (6e-8) of the loudest filter of a mel frame lie in every other filter, and the logarithm of a quiet one shows
    // them. Ours is double. Measured on the first set: 1.1e-4 at a filter 700 times below the loudest.
    private const double OfTheLoudest = 3e-7;

    /// <summary>Fails where a value is further away than the reference's own fp32 transform explains. No floor is stated for mels in the manifest.</summary>
    /// <param name="mel"><c>[frame, 100]</c>.</param>
    /// <param name="expected"><c>[1, 100, frame]</c>.</param>
    public static void Close(ReadOnlySpan<float> mel, GoldenTensor expected)
    {
        var frames = (int)expected.Shape[^1];
        expected.Shape.ShouldBe([1, MelSpectrogram.Mels, frames]);
        mel.Length.ShouldBe(expected.Values.Length, expected.Name);
        for (var frame = 0; frame < frames; frame++)
        {
            var loudest = Enumerable.Range(0, MelSpectrogram.Mels).Max(filter => expected.Values[(filter * frames) + frame]);
            for (var filter = 0; filter < MelSpectrogram.Mels; filter++)
            {
                var value = expected.Values[(filter * frames) + frame];
                var error = Math.Abs(mel[(frame * MelSpectrogram.Mels) + filter] - value);
                error.ShouldBeLessThan((float)(Everywhere + (OfTheLoudest * Math.Exp(loudest - value))), $"{expected.Name}, filter {filter} of mel frame {frame}");
            }
        }
    }
}
