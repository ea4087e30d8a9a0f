using IShowTts.Integrations.Events;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Intake;

/// <summary>A text to try, and as what it is tried.</summary>
/// <param name="Text">Plain text.</param>
/// <param name="Kind">As what it came.</param>
/// <param name="Viewer">As whose.</param>
internal sealed record TrialRequest(string Text, UtteranceKind Kind, Viewer Viewer);
