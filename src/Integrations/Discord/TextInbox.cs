using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace IShowTts.Integrations.Discord;

/// <summary>What happened in text channels and waits for the worker. When too many wait, the oldest message falls for a message, the oldest deletion for a deletion. Thread safe.</summary>
internal sealed class TextInbox : ChannelReader<DiscordTextEvent>
{
    /// <summary>Most messages that wait.</summary>
    public const int MaxMessages = 100;

    /// <summary>Most deletions and bans that wait.</summary>
    public const int MaxDeletions = 1_000;

    private readonly Lock gate = new();
    private readonly LinkedList<DiscordTextEvent> events = new();
    private TaskCompletionSource<bool> arrived = NewSignal();
    private LinkedListNode<DiscordTextEvent>? session;
    private int messages;

    /// <inheritdoc/>
    public override bool CanCount => true;

    /// <inheritdoc/>
    public override int Count
    {
        get
        {
            lock (gate)
            {
                return events.Count;
            }
        }
    }

    /// <summary>Adds what happened. Of sessions at most one waits: a later one says what the one before did, too.</summary>
    /// <param name="happened">It.</param>
    /// <returns>False when something older fell for it.</returns>
    public bool Add(DiscordTextEvent happened)
    {
        TaskCompletionSource<bool> told;
        bool isRoomy;
        lock (gate)
        {
            happened = happened is DiscordSession began ? Join(began) : happened;
            isRoomy = happened is DiscordSession || MakeRoom(happened);
            var added = events.AddLast(happened);
            session = happened is DiscordSession ? added : session;
            messages += happened is DiscordTextMessage ? 1 : 0;
            told = arrived;
        }

        told.TrySetResult(true);
        return isRoomy;
    }

    /// <inheritdoc/>
    public override bool TryRead([MaybeNullWhen(false)] out DiscordTextEvent item)
    {
        lock (gate)
        {
            item = events.First?.Value;
            if (item is null)
            {
                return false;
            }

            Remove(events.First!);
            if (events.Count == 0)
            {
                arrived = NewSignal();
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            return events.Count > 0 ? new ValueTask<bool>(true) : new ValueTask<bool>(arrived.Task.WaitAsync(cancellationToken));
        }
    }

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DiscordSession Join(DiscordSession began)
    {
        if (session is not { Value: DiscordSession before } node)
        {
            return began;
        }

        Remove(node);
        return began with { IsNew = began.IsNew || before.IsNew };
    }

    private bool MakeRoom(DiscordTextEvent happened)
    {
        var isMessage = happened is DiscordTextMessage;
        if (isMessage ? messages < MaxMessages : events.Count - messages - (session is null ? 0 : 1) < MaxDeletions)
        {
            return true;
        }

        var oldest = events.First;
        while (oldest is not null && (oldest == session || oldest.Value is DiscordTextMessage != isMessage))
        {
            oldest = oldest.Next;
        }

        Remove(oldest!);
        return false;
    }

    private void Remove(LinkedListNode<DiscordTextEvent> node)
    {
        messages -= node.Value is DiscordTextMessage ? 1 : 0;
        session = node == session ? null : session;
        events.Remove(node);
    }
}
