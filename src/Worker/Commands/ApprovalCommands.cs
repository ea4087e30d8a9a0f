using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Commands;

/// <summary>Commands about what waits for approval. Answers name it by its handle and kind: its words are not checked by a person yet.</summary>
internal sealed class ApprovalCommands(IUtteranceQueue queue, ISpeechControl control)
{
    private const int Listed = 10;

    /// <summary>The commands.</summary>
    public IReadOnlyList<ChatCommand> All =>
    [
        new(CommandNames.Held, "held", ListAsync),
        new(CommandNames.Approve, "approve [id]", (call, token) => DecideAsync(call, "Approved", control.ApproveAsync, token)),
        new(CommandNames.Reject, "reject [id]", (call, token) => DecideAsync(call, "Rejected", control.RejectAsync, token)),
    ];

    private static string Name(Utterance utterance) => $"{utterance.Handle()} ({Api.Kebab.Of(utterance.Kind)})";

    private async ValueTask<string> ListAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var held = await queue.ListHeldAsync(cancellationToken);
        if (held.Count == 0)
        {
            return "Nothing waits for approval.";
        }

        var more = held.Count > Listed ? $" and {held.Count - Listed} more" : "";
        return $"Waiting for approval, the oldest first: {string.Join(", ", held.Take(Listed).Select(Name))}{more}.";
    }

    private async ValueTask<string> DecideAsync(
        CommandCall call, string done, Func<string, Actor, CancellationToken, ValueTask<Utterance?>> decide, CancellationToken cancellationToken)
    {
        var held = await queue.ListHeldAsync(cancellationToken);
        if (held.Count == 0)
        {
            return "Nothing waits for approval.";
        }

        var meant = call.Arguments.Count == 0 ? [held[0]] : HeldUtterances.Find(held, call.Arguments[0]);
        if (meant.Count != 1)
        {
            return meant.Count == 0
                ? "Nothing with that id waits for approval. The command held lists what does."
                : "More than one has that id. Type more of it, from the right; the console shows it whole.";
        }

        return await decide(meant[0].Id, call.Actor, cancellationToken) is null ? "It is decided already." : $"{done}: {Name(meant[0])}.";
    }
}
