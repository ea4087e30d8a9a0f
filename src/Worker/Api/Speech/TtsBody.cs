namespace IShowTts.Worker.Api.Speech;

/// <summary>Body of <c>POST /api/tts</c> and <c>POST /api/tts/stream</c>.</summary>
/// <param name="Text">What to say; plain text, said as it stands: no filter sees it.</param>
/// <param name="Voice">Voice name; null for the default, or for the first one of <paramref name="Engine"/>.</param>
/// <param name="Engine">Engine that the voice must have; null for any.</param>
/// <param name="Speed">Rate on top of the voice's own, 0.5 to 2; null for 1.</param>
/// <param name="NfeStep">Evaluations that a flow model spends, 1 to 64; null for the engine's own.</param>
/// <param name="Seed">Seed of an engine that draws noise, 0 or more; null for the voice's own.</param>
/// <param name="Format">Name of an audio format; null for <c>wav</c>. The event stream always carries PCM.</param>
/// <param name="Stream">Whether the audio is sent while synthesis goes on. Default false.</param>
internal sealed record TtsBody(
    string? Text, string? Voice = null, string? Engine = null, double? Speed = null, int? NfeStep = null, int? Seed = null, string? Format = null, bool Stream = false);
