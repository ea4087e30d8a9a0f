using IShowTts.Integrations.Events;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Cli.View;

/// <summary>Shows what the composer ignores: such messages are in no queue, and people ask why they were not read.</summary>
/// <param name="inner">Decides.</param>
/// <param name="board">Where it is shown.</param>
internal sealed class ObservedComposer(IUtteranceComposer inner, ShowBoard board) : IUtteranceComposer
{
    /// <inheritdoc/>
    public IntakeDecision Decide(StreamEvent streamEvent, DateTimeOffset now)
    {
        var decision = inner.Decide(streamEvent, now);
        if (decision.Verdict.Verdict == Verdict.Ignore && streamEvent is MessageEvent message)
        {
            board.Say($"{message.Viewer.DisplayName}: {message.Message.Text} – {ReasonTexts.For(decision.Verdict.Code)}", ShowLineKind.Ignored);
        }

        return decision;
    }
}
