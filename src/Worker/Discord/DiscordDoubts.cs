using System.Threading.Channels;
using IShowTts.Integrations.Discord;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Discord;

/// <summary>Which messages of text channels may have been deleted without our being told: all while the bot is away, and after a new session those that waited, until each was looked up.</summary>
/// <remarks>
/// A session that Discord takes up again tells what was missed, a new one does not (<see cref="DiscordSession"/>). Thread safe; <see cref="DiscordLookUp"/> settles what is doubted.
/// </remarks>
internal sealed class DiscordDoubts(IDiscordBot bot) : IUtteranceDoubts
{
    private readonly Lock gate = new();
    private readonly Channel<bool> sessions = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly HashSet<string> underWay = new(StringComparer.Ordinal);
    private readonly HashSet<string> late = new(StringComparer.Ordinal);
    private readonly HashSet<string> landed = new(StringComparer.Ordinal);
    private HashSet<string> doubted = [];
    private long told = -1;
    private long begun;
    private bool isListed;

    /// <inheritdoc/>
    public event Action? Settled;

    /// <inheritdoc/>
    public bool IsAny
    {
        get
        {
            lock (gate)
            {
                return !IsTold || !isListed || doubted.Count > 0 || late.Count > 0;
            }
        }
    }

    /// <summary>Whether the bot is connected and told so.</summary>
    public bool IsConnected
    {
        get
        {
            lock (gate)
            {
                return IsTold;
            }
        }
    }

    /// <summary>Written to when there is something to look up: a session began or goes on, a doubted message has landed; one reader.</summary>
    public ChannelReader<bool> Sessions => sessions.Reader;

    private bool IsTold => told == bot.Interruptions;

    /// <inheritdoc/>
    public bool IsDoubted(Utterance utterance)
    {
        if (utterance.Source != DiscordViewers.Source || !DiscordMessageId.Is(utterance.MessageId))
        {
            return false;
        }

        lock (gate)
        {
            return !IsTold || !isListed || doubted.Contains(utterance.MessageId) || late.Contains(utterance.MessageId);
        }
    }

    /// <summary>Notes that the bot is connected, after all that it was told before.</summary>
    /// <param name="session">What was told.</param>
    public void Note(DiscordSession session)
    {
        lock (gate)
        {
            told = session.Interruptions;
            isListed &= !session.IsNew;
            begun += session.IsNew ? 1 : 0;
            if (session.IsNew)
            {
                late.UnionWith(underWay);
            }
        }

        Settled?.Invoke();
        sessions.Writer.TryWrite(true);
    }

    /// <summary>A message was told and is on its way into the queue. When a session begins anew meanwhile, it is doubted too, though the queue does not have it yet.</summary>
    /// <param name="messageId">Its name.</param>
    public void Receive(string messageId)
    {
        lock (gate)
        {
            underWay.Add(messageId);
        }
    }

    /// <summary>A message is on its way no more: it is in the queue, or will never be. A doubted one is now looked up.</summary>
    /// <param name="messageId">Its name.</param>
    public void Land(string messageId)
    {
        bool isLate;
        lock (gate)
        {
            underWay.Remove(messageId);
            isLate = late.Contains(messageId) && landed.Add(messageId);
        }

        if (isLate)
        {
            sessions.Writer.TryWrite(true);
        }
    }

    /// <summary>Takes what has landed among the doubted ones. What the queue lists after this has them.</summary>
    public void Gather()
    {
        lock (gate)
        {
            doubted.UnionWith(landed);
            late.ExceptWith(landed);
            landed.Clear();
        }
    }

    /// <summary>Which new session still lacks its list of what waited; null when none does.</summary>
    public long? Unlisted
    {
        get
        {
            lock (gate)
            {
                return !isListed && begun > 0 ? begun : null;
            }
        }
    }

    /// <summary>Says what waited when a session began: that is doubted, what comes later is not.</summary>
    /// <param name="session">Of <see cref="Unlisted"/>; nothing happens when another one began meanwhile.</param>
    /// <param name="messageIds">Names of the messages.</param>
    public void List(long session, IEnumerable<string> messageIds)
    {
        lock (gate)
        {
            if (session == begun)
            {
                doubted = new HashSet<string>(messageIds, StringComparer.Ordinal);
                isListed = true;
            }
        }

        Settled?.Invoke();
    }

    /// <summary>Forgets the doubted ones that wait no longer.</summary>
    /// <param name="messageIds">What waits.</param>
    /// <returns>What waits and is doubted.</returns>
    public IReadOnlySet<string> Keep(IEnumerable<string> messageIds)
    {
        lock (gate)
        {
            doubted.IntersectWith(messageIds);
            return doubted.ToHashSet(StringComparer.Ordinal);
        }
    }

    /// <summary>A message is doubted no more.</summary>
    /// <param name="messageId">Its name.</param>
    public void Settle(string messageId)
    {
        lock (gate)
        {
            doubted.Remove(messageId);
        }

        Settled?.Invoke();
    }
}
