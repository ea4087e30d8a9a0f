namespace IShowTts.Worker.Api.Speech;

/// <summary>Event <c>start</c>: what the audio is and who speaks.</summary>
/// <param name="SampleRate">Samples per second.</param>
/// <param name="Channels">Always 1.</param>
/// <param name="Format">Always <c>s16le</c>.</param>
/// <param name="Voice">Voice that begins.</param>
/// <param name="Engine">Its engine.</param>
internal sealed record TtsStartBody(int SampleRate, int Channels, string Format, string Voice, string Engine);
