using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Commands;

/// <summary>Looks whether a chat message is a command, and carries it out.</summary>
internal interface IChatCommands
{
    /// <summary>Carries out a command and answers it.</summary>
    /// <param name="message">What a viewer typed.</param>
    /// <param name="cancellationToken">The worker stops.</param>
    /// <returns>False when it is no command: the message goes on to the filters.</returns>
    ValueTask<bool> HandleAsync(ChatMessage message, CancellationToken cancellationToken);
}
