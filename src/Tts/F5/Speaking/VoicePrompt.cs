using IShowTts.Tts.F5.Text;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>A voice's clip as the model reads it in front of every text. Immutable.</summary>
/// <param name="Transcript">As the model reads it (<see cref="ReferenceText.ForModel"/>).</param>
/// <param name="Mel">Mel of the clip, <c>[frame, 100]</c> row-major; one mel frame more than <see cref="ClipPace.ClipFrames"/>.</param>
/// <param name="Pace">How fast it speaks.</param>
/// <param name="OutputGain">What the model's audio is multiplied with to be as loud as the clip was, above 0 to 1.</param>
/// <param name="CompletedBytes">UTF-8 bytes of the completed transcript, before the model's extra space.</param>
/// <param name="SourceSeconds">Length of the clip after its silence was cut, at its own sample rate.</param>
internal sealed record VoicePrompt(string Transcript, float[] Mel, ClipPace Pace, float OutputGain, int CompletedBytes, double SourceSeconds)
{
    /// <summary>Mel frames of <see cref="Mel"/>.</summary>
    public int Frames => Mel.Length / F5Architecture.MelBins;

    /// <summary>Bytes of text that fit beside the clip by the original rule.</summary>
    /// <param name="speed">Speaking rate, above 0.</param>
    public int MaxChunkBytes(double speed) => F5Durations.MaxChunkBytes(CompletedBytes, SourceSeconds, speed);
}
