using IShowTts.Integrations.Discord.Link;

namespace IShowTts.Integrations.Discord;

/// <summary>Commands that wait at Discord, each with what it takes to answer it, so that a bridge that never saw it can do so. Thread safe.</summary>
/// <remarks>The tokens are secrets: they are kept here only, in memory, and told to nobody but a bridge.</remarks>
/// <param name="clock">The clock.</param>
internal sealed class InteractionBook(TimeProvider clock)
{
    /// <summary>Most that are kept; the oldest falls for a new one.</summary>
    public const int MaxKept = 200;

    /// <summary>How long Discord takes an answer.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private const int MaxToken = 500;
    private readonly Lock gate = new();
    private readonly OrderedDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>Answers that no bridge has said to be at Discord, oldest first.</summary>
    public IReadOnlyList<BridgeOrders.Answer> Unanswered
    {
        get
        {
            lock (gate)
            {
                Prune();
                return [.. entries.Where(static entry => entry.Value.Content is not null).Select(static entry => OrderOf(entry.Key, entry.Value))];
            }
        }
    }

    /// <summary>Keeps a command that came.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="token">Discord's word for answering it; without a good one only the bridge that told of it can.</param>
    /// <param name="application">Id of the application.</param>
    public void Add(string id, string? token, string? application)
    {
        if (token is not { Length: > 0 and <= MaxToken } || token.Any(static letter => letter is <= ' ' or >= '\x7f') || !DiscordId.IsValid(application))
        {
            return;
        }

        lock (gate)
        {
            Prune();
            if (!entries.ContainsKey(id) && entries.Count >= MaxKept)
            {
                entries.RemoveAt(0);
            }

            entries[id] = new Entry { Token = token, Application = application!, Since = clock.GetTimestamp() };
        }
    }

    /// <summary>Whether any bridge can still answer it.</summary>
    /// <param name="id">Its id.</param>
    public bool Knows(string id)
    {
        lock (gate)
        {
            Prune();
            return entries.ContainsKey(id);
        }
    }

    /// <summary>Makes an answer, and keeps it until <see cref="Done"/>.</summary>
    /// <param name="id">The command.</param>
    /// <param name="content">What is said.</param>
    public BridgeOrders.Answer Answer(string id, string content)
    {
        lock (gate)
        {
            Prune();
            if (!entries.TryGetValue(id, out var entry))
            {
                return new BridgeOrders.Answer { Id = id, Content = content };
            }

            entry.Content = content;
            return OrderOf(id, entry);
        }
    }

    /// <summary>Forgets one whose answer Discord has.</summary>
    /// <param name="id">The command.</param>
    public void Done(string id)
    {
        lock (gate)
        {
            entries.Remove(id);
        }
    }

    private static BridgeOrders.Answer OrderOf(string id, Entry entry)
        => new() { Id = id, Content = entry.Content, Token = entry.Token, Application = entry.Application };

    private void Prune()
    {
        while (entries.Count > 0 && clock.GetElapsedTime(entries.GetAt(0).Value.Since) >= Life)
        {
            entries.RemoveAt(0);
        }
    }

    private sealed class Entry
    {
        public required string Token { get; init; }

        public required string Application { get; init; }

        public required long Since { get; init; }

        public string? Content { get; set; }
    }
}
