namespace IShowTts.Worker.Api;

/// <summary>How loud it is now.</summary>
/// <param name="Utterance">Id of the one that is heard.</param>
/// <param name="HeardMs">How much of it was heard, milliseconds.</param>
/// <param name="TotalMs">Length of the whole, milliseconds; null while it is still being made.</param>
/// <param name="Peak">Largest sample of the last 100 ms, 0 to 1.</param>
/// <param name="Rms">Root mean square of the last 100 ms, 0 to 1.</param>
internal sealed record LevelBody(string Utterance, double HeardMs, double? TotalMs, double Peak, double Rms);
