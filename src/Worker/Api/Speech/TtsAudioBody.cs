namespace IShowTts.Worker.Api.Speech;

/// <summary>Event <c>audio</c>: a piece of the speech.</summary>
/// <param name="Sequence">From 0, one more with each piece.</param>
/// <param name="TextStart">Where its text begins, UTF-16 units; the end of the piece before. Where words lie is an estimate between the places the engine tells.</param>
/// <param name="TextEnd">Where its text ends.</param>
/// <param name="Pcm">Samples, base64 in JSON; empty when only text was left.</param>
internal sealed record TtsAudioBody(int Sequence, int TextStart, int TextEnd, ReadOnlyMemory<byte> Pcm);
