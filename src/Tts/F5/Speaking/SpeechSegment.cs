using IShowTts.Tts.F5.Text;

namespace IShowTts.Tts.F5.Speaking;

/// <summary>A part of a text that the model speaks at once.</summary>
/// <param name="Words">The part, as it stands in the text.</param>
/// <param name="End">Characters (UTF-16 units) from the start of the text to the end of this part.</param>
/// <param name="Read">What the model reads behind the transcript: the words, maybe with an end mark.</param>
/// <param name="Frames">Wanted mel frames of clip and part together.</param>
/// <param name="ShortLine">How a very short line is trimmed; null for others.</param>
internal sealed record SpeechSegment(string Words, int End, string Read, int Frames, ShortLinePlan? ShortLine = null);
