using IShowTts.Integrations.Events;

namespace IShowTts.QueueCrash;

/// <summary>Says on the output what it would say in chat.</summary>
internal sealed class CrashChatWriter(TextWriter output) : IChatWriter
{
    /// <inheritdoc/>
    public bool CanWrite => true;

    /// <inheritdoc/>
    public ValueTask<bool> WriteAsync(string text, string? replyToMessageId, CancellationToken cancellationToken)
    {
        lock (output)
        {
            output.WriteLine("said " + text);
        }

        return new(true);
    }
}
