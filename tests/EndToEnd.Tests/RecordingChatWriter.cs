using System.Collections.Concurrent;
using IShowTts.Integrations.Events;

namespace IShowTts.EndToEnd.Tests;

/// <summary>Keeps what was written to the chat.</summary>
internal sealed class RecordingChatWriter : IChatWriter
{
    /// <inheritdoc/>
    public bool CanWrite => true;

    /// <summary>Lines with the message they answer.</summary>
    public ConcurrentQueue<(string Text, string? ReplyTo)> Lines { get; } = [];

    /// <inheritdoc/>
    public ValueTask<bool> WriteAsync(string text, string? replyToMessageId, CancellationToken cancellationToken)
    {
        Lines.Enqueue((text, replyToMessageId));
        return new(true);
    }
}
