namespace IShowTts.Integrations.Events;

/// <summary>The ids seen last, so that a repeat is known. Bounded: the one seen longest ago is forgotten first. One thread.</summary>
/// <param name="capacity">How many ids are kept; 1 or more.</param>
public sealed class RecentIds(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<string>> _nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<string> _order = [];

    /// <summary>How many ids are kept now.</summary>
    public int Count => _nodes.Count;

    /// <summary>Whether an id is kept; an empty one never is.</summary>
    /// <param name="id">The id of an event.</param>
    public bool Contains(string id) => _nodes.ContainsKey(id);

    /// <summary>Notes an id; false when it was seen before. An empty id is never a repeat.</summary>
    /// <param name="id">The id of an event.</param>
    public bool TryAdd(string id)
    {
        if (id.Length == 0) return true;
        if (_nodes.TryGetValue(id, out var known))
        {
            _order.Remove(known);
            _order.AddLast(known);
            return false;
        }

        _nodes[id] = _order.AddLast(id);
        if (_nodes.Count > capacity && _order.First is { } oldest)
        {
            _order.RemoveFirst();
            _nodes.Remove(oldest.Value);
        }

        return true;
    }

    /// <summary>Forgets an id, so that it is no repeat when it comes again.</summary>
    /// <param name="id">The id of an event.</param>
    public void Forget(string id)
    {
        if (_nodes.Remove(id, out var known)) _order.Remove(known);
    }
}
