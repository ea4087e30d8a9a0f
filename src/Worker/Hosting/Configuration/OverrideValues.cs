using System.Text.Json.Nodes;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Overrides by key: each a single value or a whole list; groups are taken apart into their keys.</summary>
/// <remarks>Not thread safe.</remarks>
internal sealed class OverrideValues
{
    private readonly SortedDictionary<string, JsonNode?> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many keys are set.</summary>
    public int Count => values.Count;

    /// <summary>Whether a key or one inside of it is set.</summary>
    /// <param name="key">Key with colons.</param>
    public bool Has(string key) => values.Keys.Any(candidate => IsIn(candidate, key));

    /// <summary>Sets a key in place of what it and the keys inside of it were.</summary>
    /// <param name="key">Key with colons; empty for the root.</param>
    /// <param name="value">A value, a list, or a group of keys; inside of a group, null keeps its meaning.</param>
    public void Set(string key, JsonNode? value)
    {
        Remove(key);
        if (value is JsonObject group)
        {
            foreach (var (name, inner) in group)
            {
                Set(key.Length == 0 ? name : $"{key}:{name}", inner);
            }

            return;
        }

        values[key] = value?.DeepClone();
    }

    /// <summary>Removes a key and those inside of it.</summary>
    /// <param name="key">Key with colons.</param>
    public void Remove(string key)
    {
        foreach (var inner in values.Keys.Where(candidate => IsIn(candidate, key)).ToArray())
        {
            values.Remove(inner);
        }
    }

    /// <summary>As one JSON object, keys in order.</summary>
    public JsonObject ToJson() => new(values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

    private static bool IsIn(string candidate, string key) =>
        candidate.Equals(key, StringComparison.OrdinalIgnoreCase) || candidate.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase);
}
