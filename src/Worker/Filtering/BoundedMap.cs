using System.Diagnostics.CodeAnalysis;

namespace IShowTts.Worker.Filtering;

/// <summary>A map of at most so many keys: the one that was written longest ago is forgotten first.</summary>
/// <param name="capacity">Most keys, 1 or more.</param>
internal sealed class BoundedMap<TValue>(int capacity)
{
    private readonly Dictionary<string, LinkedListNode<(string Key, TValue Value)>> _nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, TValue Value)> _order = new();

    /// <summary>How many keys there are.</summary>
    public int Count => _nodes.Count;

    /// <summary>Looks up.</summary>
    public bool TryGet(string key, [MaybeNullWhen(false)] out TValue value)
    {
        var found = _nodes.TryGetValue(key, out var node);
        value = found ? node!.Value.Value : default;
        return found;
    }

    /// <summary>Writes; the key is the newest then.</summary>
    public void Set(string key, TValue value)
    {
        if (_nodes.TryGetValue(key, out var node))
        {
            node.Value = (key, value);
            _order.Remove(node);
            _order.AddLast(node);
            return;
        }

        _nodes[key] = _order.AddLast((key, value));
        if (_nodes.Count > capacity)
        {
            _nodes.Remove(_order.First!.Value.Key);
            _order.RemoveFirst();
        }
    }
}
