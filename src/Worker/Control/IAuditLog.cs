namespace IShowTts.Worker.Control;

/// <summary>Writes down who steered what.</summary>
internal interface IAuditLog
{
    /// <summary>Writes one entry. A log that cannot be written never stops the action: an alarm tells it.</summary>
    /// <param name="actor">Who, and by which way.</param>
    /// <param name="action">What, kebab-case.</param>
    /// <param name="target">On what: an utterance id, a login; null for all.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask WriteAsync(Actor actor, string action, string? target, string outcome, CancellationToken cancellationToken);

    /// <summary>Writes what a chat command was answered. Never to the worker's log: an answer may hold a name that a viewer chose.</summary>
    /// <param name="actor">Who typed the command.</param>
    /// <param name="command">The command; null for an unknown one.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask WriteAnswerAsync(Actor actor, string? command, string reply, CancellationToken cancellationToken);
}
