namespace IShowTts.Worker.Queue;

/// <summary>One that waits, with what decides its turn.</summary>
/// <param name="Utterance">It.</param>
/// <param name="TurnKey">Who takes the turn.</param>
/// <param name="Served">Number of that one's last turn; 0 for never.</param>
/// <param name="Row">Grows with arrival.</param>
/// <param name="Place">Where a person put it; null when its turn is the fair one.</param>
internal readonly record struct WaitingTurn(Utterance Utterance, string TurnKey, long Served, long Row = 0, Place? Place = null);
