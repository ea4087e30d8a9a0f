using IShowTts.Tts.Voices;

namespace IShowTts.Tts.Synthesis;

/// <summary>An engine that could not speak a text, or not all of it.</summary>
/// <param name="Voice">The voice that was to speak.</param>
/// <param name="Code">Short stable reason, kebab-case, as in <see cref="SynthesisException.Code"/>; <c>kept-out</c> when it was not asked at all.</param>
/// <param name="Message">What happened and what to do, for people.</param>
public sealed record SynthesisFailure(Voice Voice, string Code, string Message);
