namespace IShowTts.Worker.Playout;

/// <summary>A word of a text and when it is heard, as near as it is known.</summary>
/// <param name="Start">First character, UTF-16 units from the start of the text.</param>
/// <param name="End">Character behind it.</param>
/// <param name="FromSample">First sample of it, 48 kHz.</param>
/// <param name="ToSample">Sample behind it.</param>
internal readonly record struct WordTiming(int Start, int End, int FromSample, int ToSample);
