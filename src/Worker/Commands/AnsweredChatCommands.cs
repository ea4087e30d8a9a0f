using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Commands;

/// <summary>Carries out chat commands and answers them: in chat when a token allows it, and always in the log, which the console shows.</summary>
internal sealed class AnsweredChatCommands(ChatCommandRouter router, IEnumerable<IChatWriter> writers, ILogger<AnsweredChatCommands> logger) : IChatCommands
{
    private readonly IChatWriter[] _writers = [.. writers];

    /// <inheritdoc/>
    public async ValueTask<bool> HandleAsync(ChatMessage message, CancellationToken cancellationToken)
    {
        var outcome = await router.RunAsync(message, cancellationToken);
        if (outcome.Reply is { } reply)
        {
            Log.Answered(logger, message.Viewer.Login, outcome.Action, reply);
            foreach (var writer in _writers.Where(static writer => writer.CanWrite))
            {
                await writer.WriteAsync(reply, message.MessageId.Length > 0 ? message.MessageId : null, cancellationToken);
            }
        }

        return outcome.Handled;
    }
}
