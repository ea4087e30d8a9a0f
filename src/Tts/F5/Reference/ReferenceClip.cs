using IShowTts.Tts.Dsp;

namespace IShowTts.Tts.F5.Reference;

/// <summary>A recording of a voice, prepared as a prompt for the model. Not to be changed once made.</summary>
/// <param name="Mel">Log-mel, <c>[frame, 100]</c> row-major, <c>1 + Samples / 256</c> mel frames.</param>
/// <param name="Samples">Samples at 24 kHz.</param>
/// <param name="Rms">Level of the mono clip before it was raised, 0 to 1.</param>
/// <param name="Seconds">Length of the clip after it was cut, at its own sample rate: what the durations of speech are reckoned from.</param>
/// <param name="SourceSeconds">Length of the recording before that.</param>
/// <param name="SpokenSeconds">Seconds of the cut clip with speech in them.</param>
internal sealed record ReferenceClip(float[] Mel, int Samples, float Rms, double Seconds, double SourceSeconds, double SpokenSeconds)
{
    /// <summary>Mel frames of <see cref="Mel"/>.</summary>
    public int MelFrames => Mel.Length / MelSpectrogram.Mels;

    /// <summary>Where generated speech begins, <c>Samples / 256</c>: the last mel frame of the prompt counts as generated.</summary>
    public int PromptFrames => Samples / MelSpectrogram.Hop;

    /// <summary>Factor that brings generated speech back to the level of a quiet clip; 1 for one that was not raised.</summary>
    public float OutputGain => ReferenceSignal.GainOf(Rms);
}
