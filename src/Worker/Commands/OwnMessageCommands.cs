using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Commands;

/// <summary>Commands of a viewer about the viewer's own messages.</summary>
internal sealed class OwnMessageCommands(IUtteranceQueue queue, ISpeechControl control, IViewerSettings viewers, ISpeechGate gate)
{
    private const int Searched = 50;

    /// <summary>The commands.</summary>
    public IReadOnlyList<ChatCommand> All =>
    [
        new(CommandNames.Why, "why", WhyAsync),
        new(CommandNames.Cancel, "cancel", CancelAsync),
    ];

    /// <summary>The state and the reason of the last message, in words that hold nothing of the message and nothing of the word lists.</summary>
    private async ValueTask<string> WhyAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (viewers.For(call.Viewer).IsIgnored)
        {
            return ReasonTexts.For(ReasonCodes.IgnoredViewer);
        }

        var own = await OwnAsync(call.Viewer, cancellationToken);
        if (own.Count == 0)
        {
            return gate.IsEnabled
                ? "No message of yours is in the record. Commands, bots and plain chat that the mode leaves out are not recorded."
                : ReasonTexts.For(ReasonCodes.Disabled);
        }

        var last = own[0];
        var why = last.Reason is { } reason ? " " + ReasonTexts.For(reason.Code) : "";
        return $"Your last message {Say(last.State)}.{why}";
    }

    private async ValueTask<string> CancelAsync(CommandCall call, CancellationToken cancellationToken)
    {
        foreach (var own in await OwnAsync(call.Viewer, cancellationToken))
        {
            if (own.State is UtteranceState.Held or UtteranceState.Queued or UtteranceState.Synthesizing)
            {
                return await control.WithdrawAsync(own.Id, call.Actor, cancellationToken) is null ? "It is over already." : "Your last waiting message is withdrawn.";
            }
        }

        return "No message of yours is waiting.";
    }

    private static string Say(UtteranceState state) => state switch
    {
        UtteranceState.Held => "waits for approval",
        UtteranceState.Queued => "waits for its turn",
        UtteranceState.Synthesizing => "is next",
        UtteranceState.Playing => "is being spoken",
        UtteranceState.Heard => "was spoken",
        UtteranceState.Rejected => "was not let through",
        UtteranceState.Skipped => "was skipped",
        UtteranceState.Cancelled => "was taken back",
        UtteranceState.Failed => "could not be spoken",
        _ => "was dropped",
    };

    /// <summary>Newest first. Without an id nobody can be told apart, so nothing is told.</summary>
    private async ValueTask<IReadOnlyList<Utterance>> OwnAsync(Viewer viewer, CancellationToken cancellationToken) => viewer.Id.Length == 0
        ? []
        : await queue.ListAsync(new UtteranceQuery(Limit: Searched, ViewerId: viewer.Id), cancellationToken);
}
