namespace IShowTts.Worker.Intake;

/// <summary>The keys seen last, at most so many: the oldest is forgotten first.</summary>
/// <param name="capacity">Most keys, 1 or more.</param>
internal sealed class RecentKeys(int capacity)
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>How many are remembered.</summary>
    public int Count => _keys.Count;

    /// <summary>Whether a key is remembered.</summary>
    /// <param name="key">Any text.</param>
    public bool Contains(string key) => _keys.Contains(key);

    /// <summary>Remembers a key.</summary>
    /// <param name="key">Any text.</param>
    /// <returns>False when it was remembered already.</returns>
    public bool Add(string key)
    {
        if (!_keys.Add(key))
            return false;

        _order.Enqueue(key);
        if (_order.Count > capacity)
            _keys.Remove(_order.Dequeue());

        return true;
    }
    /// <summary>Forgets a key, if it is remembered: the next time it is new again.</summary>
    /// <param name="key">Any text.</param>
    public void Remove(string key) => _keys.Remove(key);
}
