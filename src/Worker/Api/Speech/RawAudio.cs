using IShowTts.Tts.Audio;

namespace IShowTts.Worker.Api.Speech;

/// <summary>A piece of an answer.</summary>
/// <param name="Chunk">48 kHz mono; whoever takes it disposes it.</param>
/// <param name="SpokenBefore">Characters of the text that the engine said were spoken completely before this piece.</param>
internal readonly record struct RawAudio(AudioChunk Chunk, int SpokenBefore);
