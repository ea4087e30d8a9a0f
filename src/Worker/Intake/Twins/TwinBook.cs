using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Intake.Twins;

/// <summary>Remembers what was told lately, so that the second feed's telling of it is known (ADR 70, point 5). Bounded; one thread at a time.</summary>
/// <param name="capacity">Most things remembered, 1 or more.</param>
internal sealed class TwinBook(int capacity = 5_000)
{
    /// <summary>How far apart two feeds may tell one thing.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(15);

    // A held message may be shown minutes after its hold, and one that waited for the disk is decided on late.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, List<TwinGroup>> _byViewer = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TwinGroup> _byId = new(StringComparer.Ordinal);
    private readonly Queue<TwinGroup> _order = new();

    /// <summary>How many things are remembered.</summary>
    public int Count => _order.Count;

    /// <summary>Notes an event: with its twins when there are any, else as something new.</summary>
    /// <param name="message">What was told.</param>
    /// <param name="now">Decision time.</param>
    /// <returns>What it tells of.</returns>
    public TwinGroup Enter(MessageEvent message, DateTimeOffset now)
    {
        ForgetOld(now);
        var at = message.At == default ? now : message.At;
        var key = TwinRules.KeyOf(message);
        var group = FindById(message) ?? FindByWords(message, key, at) ?? Make(key, at, now);
        group.Told.Add(message);
        if (message.MessageId.Length > 0)
        {
            _byId.TryAdd(MessageKey(message.MessageId), group);
            group.MessageId = group.MessageId.Length > 0 ? group.MessageId : message.MessageId;
        }

        if (BombKey(message) is { } bomb)
            _byId.TryAdd(bomb, group);

        return group;
    }

    /// <summary>Takes back that an event was told: it is decided on again when it comes again.</summary>
    /// <param name="message">The very object that was entered.</param>
    /// <param name="utteranceId">The utterance that was made of it; null for none.</param>
    public void Leave(MessageEvent message, string? utteranceId)
    {
        foreach (var group in _byViewer.GetValueOrDefault(TwinRules.KeyOf(message), []))
        {
            if (group.Told.RemoveAll(told => ReferenceEquals(told, message)) > 0 && utteranceId is not null && group.Utterances.Remove(utteranceId) && group.Winner == utteranceId)
                group.Choose(null, 0);
        }
    }

    /// <summary>The platform's hold on a message was decided.</summary>
    /// <param name="review">How.</param>
    public void Review(HeldMessageReviewed review)
    {
        if (review.IsApproved && _byId.TryGetValue(MessageKey(review.MessageId), out var group))
            group.IsHeld = false;
    }

    /// <summary>Whether the feed of an event told of this before: another gift of one bomb, not a twin.</summary>
    public static bool IsToldAgain(TwinGroup group, MessageEvent message)
    {
        var feed = TwinRules.FeedOf(message);
        return group.Told.Exists(told => !ReferenceEquals(told, message) && TwinRules.FeedOf(told) == feed);
    }

    private TwinGroup Make(string key, DateTimeOffset at, DateTimeOffset now)
    {
        var made = new TwinGroup(key, at, now);
        if (!_byViewer.TryGetValue(key, out var groups))
            _byViewer[key] = groups = [];
        groups.Add(made);
        _order.Enqueue(made);
        return made;
    }

    private TwinGroup? FindById(MessageEvent message)
    {
        if (BombKey(message) is { } bomb && _byId.TryGetValue(bomb, out var gifts))
            return gifts;

        // One feed does not tell one id of two things: there it is the event's own id that makes a repeat a repeat.
        return message.MessageId.Length > 0 && _byId.TryGetValue(MessageKey(message.MessageId), out var group) && !IsToldAgain(group, message) ? group : null;
    }

    private TwinGroup? FindByWords(MessageEvent message, string key, DateTimeOffset at) => _byViewer.GetValueOrDefault(key)?.Find(group =>
        (at - group.At).Duration() <= Apart && !IsToldAgain(group, message)
        && !group.Told.Exists(told => TwinRules.AreTwo(told, message)) && group.Told.Exists(told => TwinRules.AreSame(told, message)));

    private static string MessageKey(string messageId) => "message " + messageId;

    private static string? BombKey(MessageEvent message) =>
        message is GiftSubscription { BombId: { Length: > 0 } bomb, IsPartOfBomb: false } ? $"bomb {message.Channel} {bomb}" : null;

    private void ForgetOld(DateTimeOffset now)
    {
        while (_order.TryPeek(out var oldest) && (_order.Count >= capacity || now - oldest.SeenAt > Memory))
        {
            _order.Dequeue();
            if (_byViewer.TryGetValue(oldest.Key, out var groups) && groups.Remove(oldest) && groups.Count == 0)
                _byViewer.Remove(oldest.Key);
            foreach (var told in oldest.Told)
            {
                RemoveId(MessageKey(told.MessageId), oldest);
                if (BombKey(told) is { } bomb)
                    RemoveId(bomb, oldest);
            }
        }
    }

    private void RemoveId(string key, TwinGroup group)
    {
        if (_byId.TryGetValue(key, out var there) && ReferenceEquals(there, group))
            _byId.Remove(key);
    }
}
