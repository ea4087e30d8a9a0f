namespace IShowTts.Worker.Api;

/// <summary>The audio of an utterance as a line to draw.</summary>
/// <param name="TotalMs">Length of the audio there is, milliseconds.</param>
/// <param name="IsComplete">Whether that is all of it.</param>
/// <param name="Peaks">Largest magnitude of each equal part, 0 to 1.</param>
internal sealed record WaveformBody(double TotalMs, bool IsComplete, IReadOnlyList<double> Peaks);
