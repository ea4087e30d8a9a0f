using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;

namespace IShowTts.Worker.Commands;

/// <summary>Carries out chat commands and answers them: in chat when a token allows it, and always in the audit log and on the console.</summary>
internal sealed class AnsweredChatCommands(
    ChatCommandRouter router, IEnumerable<IChatWriter> writers, IEnumerable<ICommandObserver> observers, IAuditLog audit, ILogger<AnsweredChatCommands> logger) : IChatCommands
{
    private const string UnknownCommand = "(unknown)";
    private readonly IChatWriter[] _writers = [.. writers];
    private readonly ICommandObserver[] _observers = [.. observers];

    /// <inheritdoc/>
    public async ValueTask<bool> HandleAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        var outcome = await router.RunAsync(message, cancellationToken);
        if (outcome.Reply is { } reply)
        {
            await TellAsync(message.Viewer, outcome.Action, reply, cancellationToken);
            foreach (var writer in _writers.Where(static writer => writer.CanWrite))
            {
                await writer.WriteAsync(reply, message.MessageId.Length > 0 ? message.MessageId : null, cancellationToken);
            }
        }

        return outcome.Handled;
    }

    private async ValueTask TellAsync(Viewer viewer, string? command, string reply, CancellationToken cancellationToken)
    {
        Log.Answered(logger, viewer.Login, command ?? UnknownCommand);
        foreach (var observer in _observers)
        {
            observer.Answered(viewer, reply);
        }

        await audit.WriteAnswerAsync(CommandCall.ActorOf(viewer), command, reply, cancellationToken);
    }
}
