using System.Net.WebSockets;

namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>A session of <see cref="LoopbackEventSub"/>: its subscriptions, and the socket that events go to. Thread safe.</summary>
public sealed class LoopbackSession
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> subscriptions = new(StringComparer.Ordinal);
    private readonly List<LoopbackLink> links = [];
    private LoopbackLink? current;
    private bool isEnded;

    internal LoopbackSession(string id, string moveUrl) => (Id, MoveUrl) = (id, moveUrl);

    /// <summary>Its id; another after a move, when the server gives new ones.</summary>
    public string Id { get; internal set; }

    /// <summary>Where it is continued.</summary>
    public string MoveUrl { get; }

    /// <summary>Whether events can be sent.</summary>
    public bool IsLive
    {
        get
        {
            lock (gate) return !isEnded && links.Count > 0;
        }
    }

    /// <summary>Sockets that are open.</summary>
    public int Sockets
    {
        get
        {
            lock (gate) return links.Count;
        }
    }

    /// <summary>Whether it has no subscription.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (gate) return subscriptions.Count == 0;
        }
    }

    /// <summary>Types that are subscribed to.</summary>
    public IReadOnlyList<string> Types
    {
        get
        {
            lock (gate) return [.. subscriptions.Keys];
        }
    }

    /// <summary>Whether a type is subscribed to.</summary>
    public bool Has(string type)
    {
        lock (gate) return subscriptions.ContainsKey(type);
    }

    /// <summary>Sends a message as it is.</summary>
    /// <param name="message">The message.</param>
    /// <param name="pieces">Frames to cut it into.</param>
    /// <returns>False when there is no socket.</returns>
    public async Task<bool> SendAsync(string message, int pieces = 1)
    {
        LoopbackLink? link;
        lock (gate) link = current;
        return link is not null && await link.SendAsync(message, pieces);
    }

    /// <summary>Cuts every socket.</summary>
    public void Cut()
    {
        LoopbackLink[] all;
        lock (gate)
        {
            all = [.. links];
            (current, isEnded) = (null, true);
        }

        foreach (var link in all) link.Socket.Abort();
    }

    /// <summary>Adds a subscription.</summary>
    /// <returns>The id of one that was there; null when it is new.</returns>
    internal string? Add(string type, string id)
    {
        lock (gate)
        {
            if (subscriptions.TryGetValue(type, out var known)) return known;
            subscriptions[type] = id;
            return null;
        }
    }

    /// <summary>Ends a subscription by its type or id.</summary>
    internal bool Remove(string typeOrId)
    {
        lock (gate)
        {
            var type = subscriptions.FirstOrDefault(pair => pair.Key == typeOrId || pair.Value == typeOrId).Key;
            return type is not null && subscriptions.Remove(type);
        }
    }

    /// <summary>Ids and types.</summary>
    internal IReadOnlyList<(string Id, string Type)> List()
    {
        lock (gate) return [.. subscriptions.Select(static pair => (pair.Value, pair.Key))];
    }

    /// <summary>A socket comes; events go on over the one before.</summary>
    internal LoopbackLink Attach(WebSocket socket, bool isCurrent)
    {
        var link = new LoopbackLink(socket);
        lock (gate)
        {
            links.Add(link);
            if (isCurrent) current = link;
        }

        return link;
    }

    /// <summary>Events go over this socket from now on.</summary>
    internal void Use(LoopbackLink link)
    {
        lock (gate)
        {
            if (links.Contains(link)) current = link;
        }
    }

    /// <summary>A socket has ended.</summary>
    internal void Detach(LoopbackLink link)
    {
        lock (gate)
        {
            links.Remove(link);
            if (current == link) current = null;
        }
    }

    /// <summary>Closes the socket that events go to.</summary>
    internal async Task CloseAsync(int code)
    {
        LoopbackLink? link;
        lock (gate) (link, current, isEnded) = (current, null, true);
        if (link is not null) await link.CloseAsync(code);
    }
}
