using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Commands;

/// <summary>Chat commands are switched off: every message goes on to the filters.</summary>
internal sealed class NoChatCommands : IChatCommands
{
    /// <inheritdoc/>
    public ValueTask<bool> HandleAsync(ChatMessage message, CancellationToken cancellationToken) => new(false);
}
