using IShowTts.Worker.Control;

namespace IShowTts.Worker.Commands;

/// <summary>Tells what a command was answered: to the log without the words, to the console and to the audit log with them.</summary>
internal sealed class CommandJournal(IEnumerable<ICommandObserver> observers, IAuditLog audit, ILogger<CommandJournal> logger)
{
    private const string UnknownCommand = "(unknown)";
    private readonly ICommandObserver[] _observers = [.. observers];

    /// <summary>Tells one answer.</summary>
    /// <param name="call">Who gave the command.</param>
    /// <param name="command">The command; null for an unknown one.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask TellAsync(CommandCall call, string? command, string reply, CancellationToken cancellationToken)
    {
        Log.Answered(logger, call.Actor.Name, command ?? UnknownCommand);
        foreach (var observer in _observers)
        {
            observer.Answered(call.Viewer, reply);
        }

        return audit.WriteAnswerAsync(call.Actor, command, reply, cancellationToken);
    }
}
