using IShowTts.Integrations.Events;
using IShowTts.Worker.Discord;

namespace IShowTts.Worker.Commands;

/// <summary>Carries out chat commands and answers them: in chat when a token allows it, and always in the audit log and on the console.</summary>
/// <remarks>What is typed in a text channel of Discord is no command: Discord has slash commands, and its people are no strangers to be answered in another chat.</remarks>
internal sealed class AnsweredChatCommands(ChatCommandRouter router, IEnumerable<IChatWriter> writers, CommandJournal journal) : IChatCommands
{
    private readonly IChatWriter[] _writers = [.. writers];

    /// <inheritdoc/>
    public async ValueTask<bool> HandleAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        if (message.Source == DiscordViewers.Source)
        {
            return false;
        }

        var outcome = await router.RunAsync(message, cancellationToken);
        if (outcome.Reply is { } reply)
        {
            await journal.TellAsync(new CommandCall(message.Viewer, []), outcome.Action, reply, cancellationToken);
            foreach (var writer in _writers.Where(static writer => writer.CanWrite))
            {
                await writer.WriteAsync(reply, message.MessageId.Length > 0 ? message.MessageId : null, cancellationToken);
            }
        }

        return outcome.Handled;
    }
}
