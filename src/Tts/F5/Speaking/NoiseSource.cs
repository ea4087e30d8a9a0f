namespace IShowTts.Tts.F5.Speaking;

/// <summary>Gives the start of a flow.</summary>
/// <param name="segment">Which part of the text, from 0.</param>
/// <param name="seed">Seed of the try.</param>
/// <param name="noise">To be filled, <c>[frame, 100]</c> row-major, N(0, 1).</param>
internal delegate void NoiseSource(int segment, long seed, Span<float> noise);
