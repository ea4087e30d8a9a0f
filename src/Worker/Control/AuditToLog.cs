namespace IShowTts.Worker.Control;

/// <summary>Writes the audit entries to the worker's log.</summary>
internal sealed class AuditToLog(ILogger<AuditToLog> logger) : IAuditLog
{
    /// <inheritdoc/>
    public ValueTask WriteAsync(Actor actor, string action, string? target, string outcome, CancellationToken cancellationToken)
    {
        Log.Steered(logger, actor.Name, actor.Via, action, target, outcome);
        return ValueTask.CompletedTask;
    }
}
