using IShowTts.Integrations.Events;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Intake;

namespace IShowTts.QueueCrash;

/// <summary>A channel where nobody chose a voice, nothing is a command, and what was done is not written down.</summary>
internal sealed class CrashRoom : IViewerSettings, IChatCommands, IAuditLog
{
    /// <inheritdoc/>
    public ViewerChoice For(Viewer viewer) => ViewerChoice.None;

    /// <inheritdoc/>
    public ValueTask<bool> HandleAsync(ChatMessage message, CancellationToken cancellationToken) => new(false);

    /// <inheritdoc/>
    public ValueTask WriteAsync(Actor actor, string action, string? target, string outcome, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask WriteAnswerAsync(Actor actor, string? command, string reply, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
