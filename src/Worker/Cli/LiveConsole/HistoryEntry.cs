namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>A message that was heard or not.</summary>
/// <param name="At">When that was decided.</param>
/// <param name="IsHeard">Heard to its end, or as good as.</param>
/// <param name="Who">Viewer, clean.</param>
/// <param name="Text">What was said or would have been, clean.</param>
/// <param name="Why">The reason in plain words; empty for what was simply heard.</param>
internal sealed record HistoryEntry(DateTimeOffset At, bool IsHeard, string Who, string Text, string Why);
