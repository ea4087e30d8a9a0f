namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>Keys from one place.</summary>
/// <param name="OriginOf">Says where a key of this layer was set, for messages.</param>
/// <param name="Values">Keys with colons, and values.</param>
internal sealed record ConfigurationLayer(Func<string, string> OriginOf, IReadOnlyDictionary<string, string?> Values);

/// <summary>Layers put on top of each other.</summary>
/// <param name="Values">The effective values.</param>
/// <param name="Origins">Where each effective value was set.</param>
internal sealed record MergedConfiguration(IReadOnlyDictionary<string, string?> Values, IReadOnlyDictionary<string, string> Origins)
{
    /// <summary>Puts layers on top of each other. A later layer that sets a list replaces the whole list, never single items of it.</summary>
    /// <param name="layers">Lowest first.</param>
    public static MergedConfiguration Of(params IEnumerable<ConfigurationLayer> layers)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var origins = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var layer in layers)
        {
            foreach (var list in layer.Values.Keys.Select(ListOf).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
            {
                RemoveList(list, values, origins);
            }

            foreach (var (key, value) in layer.Values)
            {
                values[key] = value;
                origins[key] = layer.OriginOf(key);
            }
        }

        return new(values, origins);
    }

    /// <summary>The list that a key is an item of, or null: <c>A:B</c> of <c>A:B:0:C</c>.</summary>
    private static string? ListOf(string key)
    {
        var segments = key.Split(':');
        var index = Array.FindIndex(segments, segment => segment.Length > 0 && segment.All(char.IsAsciiDigit));
        return index <= 0 ? null : string.Join(':', segments.Take(index));
    }

    private static void RemoveList(string list, Dictionary<string, string?> values, Dictionary<string, string> origins)
    {
        foreach (var key in values.Keys.Where(key => key.Equals(list, StringComparison.OrdinalIgnoreCase) || list.Equals(ListOf(key), StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            values.Remove(key);
            origins.Remove(key);
        }
    }
}
