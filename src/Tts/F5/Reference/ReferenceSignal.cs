using IShowTts.Tts.Dsp;

namespace IShowTts.Tts.F5.Reference;

/// <summary>The prompt as the model's mel hears it: 24 kHz mono, a quiet one raised (<c>utils_infer.py: infer_batch_process</c>).</summary>
/// <param name="Samples">24 kHz mono.</param>
/// <param name="Rms">Level of the mono clip before it was raised, 0 to 1.</param>
internal sealed record ReferenceSignal(float[] Samples, float Rms)
{
    /// <summary>A quieter clip is raised to this level.</summary>
    public const float TargetRms = 0.1f;

    /// <summary>Factor that brings samples, and speech that follows them, back to the level of a quiet clip; 1 for one that was not raised.</summary>
    public float OutputGain => GainOf(Rms);

    /// <summary>Factor back to the level of a clip.</summary>
    /// <param name="rms">Level of the mono clip before it was raised.</param>
    public static float GainOf(float rms) => rms is > 0 and < TargetRms ? rms / TargetRms : 1;

    /// <summary>Mixes to mono, raises, then changes the sample rate: in this order, in fp32.</summary>
    /// <param name="clip">The cut recording.</param>
    public static ReferenceSignal From(PcmClip clip)
    {
        var mono = new float[clip.SampleFrames];
        double sum = 0;
        for (var i = 0; i < mono.Length; i++)
        {
            mono[i] = clip.Channels == 1
                ? clip.Samples[i] / (float)PcmClip.FullScale
                : (clip.Samples[2 * i] + clip.Samples[(2 * i) + 1]) / (2f * PcmClip.FullScale);
            sum += (double)mono[i] * mono[i];
        }

        var rms = (float)Math.Sqrt(sum / Math.Max(1, mono.Length));
        if (rms is > 0 and < TargetRms)
        {
            for (var i = 0; i < mono.Length; i++)
            {
                mono[i] = mono[i] * TargetRms / rms;
            }
        }

        return new ReferenceSignal(
            clip.SampleRate == MelSpectrogram.SampleRate ? mono : new SincHannResampler(clip.SampleRate, MelSpectrogram.SampleRate).Resample(mono), rms);
    }
}
