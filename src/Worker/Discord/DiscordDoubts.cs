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
                return !IsTold || !isListed || doubted.Count > 0;
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

    /// <summary>Written to when a session begins or goes on; one reader.</summary>
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
            return !IsTold || !isListed || doubted.Contains(utterance.MessageId);
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
        }

        Settled?.Invoke();
        sessions.Writer.TryWrite(true);
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
