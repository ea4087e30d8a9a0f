namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>The places that values come from, in the order in which later ones win.</summary>
internal enum ConfigurationPlace
{
    /// <summary>Nobody set it.</summary>
    Default,

    /// <summary>The configuration file of the user.</summary>
    File,

    /// <summary>The overrides file of the data directory, which the API writes.</summary>
    Overrides,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>The command line.</summary>
    CommandLine,
}

/// <summary>Keys from one place.</summary>
/// <param name="Place">Which place.</param>
/// <param name="OriginOf">Says where a key of this layer was set, for messages.</param>
/// <param name="Values">Keys with colons, and values.</param>
internal sealed record ConfigurationLayer(ConfigurationPlace Place, Func<string, string> OriginOf, IReadOnlyDictionary<string, string?> Values);

/// <summary>Layers put on top of each other.</summary>
/// <param name="Values">The effective values.</param>
/// <param name="Origins">Where each effective value was set, for people.</param>
/// <param name="Places">The same as a place.</param>
internal sealed record MergedConfiguration(
    IReadOnlyDictionary<string, string?> Values, IReadOnlyDictionary<string, string> Origins, IReadOnlyDictionary<string, ConfigurationPlace> Places)
{
    /// <summary>The highest place that set a key or anything inside of it.</summary>
    /// <param name="key">Key with colons.</param>
    public ConfigurationPlace PlaceOf(string key) => Places
        .Where(pair => pair.Key.Equals(key, StringComparison.OrdinalIgnoreCase) || pair.Key.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase))
        .Select(pair => pair.Value)
        .DefaultIfEmpty(ConfigurationPlace.Default)
        .Max();

    /// <summary>Whether a key, with everything inside of it, has the same value in another configuration.</summary>
    /// <param name="other">The other one.</param>
    /// <param name="key">Key with colons.</param>
    /// <param name="counts">Which keys inside of it count.</param>
    public bool IsSame(MergedConfiguration other, string key, Func<string, bool> counts)
    {
        return Inside(Values).SequenceEqual(Inside(other.Values));

        IEnumerable<(string, string?)> Inside(IReadOnlyDictionary<string, string?> values) => values
            .Where(pair => pair.Key.Equals(key, StringComparison.OrdinalIgnoreCase) || pair.Key.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase))
            .Where(pair => counts(pair.Key))
            .Select(static pair => (pair.Key.ToUpperInvariant(), pair.Value))
            .Order();
    }

    /// <summary>Puts layers on top of each other. A later layer that sets a list replaces the whole list, never single items of it; an empty list (a key without items) takes the place of every item.</summary>
    /// <param name="layers">Lowest first.</param>
    public static MergedConfiguration Of(params IEnumerable<ConfigurationLayer> layers)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var origins = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var places = new Dictionary<string, ConfigurationPlace>(StringComparer.OrdinalIgnoreCase);
        foreach (var layer in layers)
        {
            foreach (var list in layer.Values.Select(pair => string.IsNullOrEmpty(pair.Value) ? pair.Key : ListOf(pair.Key)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
            {
                RemoveList(list, values, origins, places);
            }

            foreach (var (key, value) in layer.Values)
            {
                values[key] = value;
                origins[key] = layer.OriginOf(key);
                places[key] = layer.Place;
            }
        }

        return new(values, origins, places);
    }

    /// <summary>The list that a key is an item of, or null: <c>A:B</c> of <c>A:B:0:C</c>.</summary>
    private static string? ListOf(string key)
    {
        var segments = key.Split(':');
        var index = Array.FindIndex(segments, segment => segment.Length > 0 && segment.All(char.IsAsciiDigit));
        return index <= 0 ? null : string.Join(':', segments.Take(index));
    }

    private static void RemoveList(string list, Dictionary<string, string?> values, Dictionary<string, string> origins, Dictionary<string, ConfigurationPlace> places)
    {
        foreach (var key in values.Keys.Where(key => key.Equals(list, StringComparison.OrdinalIgnoreCase) || list.Equals(ListOf(key), StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            values.Remove(key);
            origins.Remove(key);
            places.Remove(key);
        }
    }
}
