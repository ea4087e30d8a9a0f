namespace IShowTts.Tts.Synthesis;

/// <summary>What calibration found for a voice.</summary>
/// <param name="Key">Engine, voice and what shapes its sound, so that a changed voice is measured again.</param>
/// <param name="Lufs">Its loudness as the engine gives it.</param>
internal sealed record VoiceGain(string Key, double Lufs);
