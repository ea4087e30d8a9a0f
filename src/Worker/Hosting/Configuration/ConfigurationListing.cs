using System.Text.Json.Nodes;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>One key as it is in force.</summary>
/// <param name="Key">Key with colons.</param>
/// <param name="Value">Its value; secrets are hidden.</param>
/// <param name="Origin">Where it was set; <c>default</c> when nowhere.</param>
internal sealed record ConfigEntry(string Key, string Value, string Origin);

/// <summary>Lists every key with its value and where it was set.</summary>
internal static class ConfigurationListing
{
    private static readonly string[] SecretWords = ["Token", "Secret", "Secrets", "Password", "ApiKey"];

    /// <summary>Lists the keys.</summary>
    /// <param name="configuration">A configuration in force.</param>
    public static IReadOnlyList<ConfigEntry> Of(WorkerConfiguration configuration)
    {
        var entries = new List<ConfigEntry>();
        foreach (var (section, options) in ConfigurationCheck.Run(configuration.Current, []))
        {
            Add(entries, configuration.Current.Origins, section.Name, options);
        }

        return entries;
    }

    /// <summary>What stands in place of a secret.</summary>
    public const string Hidden = "(hidden)";

    /// <summary>Whether the value of a key must not be shown.</summary>
    /// <param name="name">Last part of the key.</param>
    public static bool IsSecret(string name) => SecretWords.Any(word => name.EndsWith(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a key is that of a secret, or stands inside of one.</summary>
    /// <param name="key">Key with colons.</param>
    public static bool IsSecretKey(string key) => key.Split(':').Any(IsSecret);

    private static void Add(List<ConfigEntry> entries, IReadOnlyDictionary<string, string> origins, string path, object group)
    {
        foreach (var property in OptionsShape.PropertiesOf(group.GetType()))
        {
            var key = $"{path}:{property.Name}";
            var value = property.GetValue(group);
            if (OptionsShape.Of(property.PropertyType).Kind == ShapeKind.Group && value is not null)
            {
                Add(entries, origins, key, value);
                continue;
            }

            var origin = origins.FirstOrDefault(pair => pair.Key.Equals(key, StringComparison.OrdinalIgnoreCase) || pair.Key.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase)).Value;
            var shown = IsSecret(property.Name) && value is string { Length: > 0 } ? Hidden : Hide(property.Name, DefaultConfiguration.ToJson(value), Hidden)?.ToJsonString(DefaultConfiguration.Compact) ?? "null";
            entries.Add(new(key, shown, origin ?? "default"));
        }
    }

    /// <summary>Takes secrets out of a value, also inside of lists and maps, for example <c>Webhooks:Sources:ID:Secrets</c>.</summary>
    /// <param name="name">Last part of the value's key.</param>
    /// <param name="node">The value.</param>
    /// <param name="instead">What stands in place of a secret.</param>
    public static JsonNode? Hide(string name, JsonNode? node, string? instead) => node switch
    {
        JsonObject group => new JsonObject(group.ToArray().Select(pair => KeyValuePair.Create(pair.Key, Hide(pair.Key, pair.Value, instead)))),
        JsonArray list => new JsonArray([.. list.Select(item => Hide(name, item, instead))]),
        JsonValue value when IsSecret(name) && value.ToString().Length > 0 => JsonValue.Create(instead),
        _ => node?.DeepClone(),
    };
}
