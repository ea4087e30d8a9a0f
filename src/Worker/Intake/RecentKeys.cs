namespace IShowTts.Worker.Intake;

/// <summary>The keys seen last, at most so many: the oldest is forgotten first. One thread.</summary>
/// <param name="capacity">Most keys, 1 or more.</param>
internal sealed class RecentKeys(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<string>> _nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<string> _order = [];

    /// <summary>How many are remembered.</summary>
    public int Count => _nodes.Count;

    /// <summary>Whether a key is remembered.</summary>
    /// <param name="key">Any text.</param>
    public bool Contains(string key) => _nodes.ContainsKey(key);

    /// <summary>Remembers a key.</summary>
    /// <param name="key">Any text.</param>
    /// <returns>False when it was remembered already.</returns>
    public bool Add(string key)
    {
        if (_nodes.ContainsKey(key))
            return false;

        _nodes.Add(key, _order.AddLast(key));
        if (_nodes.Count > capacity && _order.First is { } oldest)
            Remove(oldest.Value);

        return true;
    }

    /// <summary>Forgets a key, if it is remembered: the next time it is new again.</summary>
    /// <param name="key">Any text.</param>
    public void Remove(string key)
    {
        if (_nodes.Remove(key, out var node))
            _order.Remove(node);
    }
}
