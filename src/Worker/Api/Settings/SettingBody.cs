using System.Text.Json.Nodes;
using IShowTts.Worker.Hosting.Configuration;

namespace IShowTts.Worker.Api.Settings;

/// <summary>All settings.</summary>
/// <param name="Keys">Every key, by section.</param>
internal sealed record SettingsBody(IReadOnlyList<SettingBody> Keys);

/// <summary>One key of the configuration.</summary>
/// <param name="Key">Key with colons.</param>
/// <param name="Type"><c>boolean</c>, <c>integer</c>, <c>number</c>, <c>string</c>, <c>enum</c>, <c>array</c> or <c>object</c> (values by name).</param>
/// <param name="Value">What the configuration says now; always null for a secret, and for the secrets inside of a list or object.</param>
/// <param name="Default">Its default.</param>
/// <param name="Origin"><c>default</c>, <c>file</c>, <c>overrides</c>, <c>environment</c> or <c>command-line</c>.</param>
/// <param name="NeedsRestart">Whether a change counts from the next start on.</param>
/// <param name="IsPending">Whether it was changed since the start and waits for the next one.</param>
/// <param name="IsOverridden">Whether the overrides file sets it; PATCH with null takes that back.</param>
/// <param name="IsSecret">Whether its value is never given back.</param>
/// <param name="IsSet">Whether it has a value that is not empty.</param>
/// <param name="Doc">What it is for.</param>
/// <param name="Min">Smallest number; null for none.</param>
/// <param name="Max">Largest number; null for none.</param>
/// <param name="Choices">The words it, or the items of its list, may be; null when they are free.</param>
internal sealed record SettingBody(
    string Key,
    string Type,
    JsonNode? Value,
    JsonNode? Default,
    string Origin,
    bool NeedsRestart,
    bool IsPending,
    bool IsOverridden,
    bool IsSecret,
    bool IsSet,
    string? Doc,
    double? Min,
    double? Max,
    IReadOnlyList<string>? Choices)
{
    /// <summary>Shows every key as it is now.</summary>
    /// <param name="configuration">The configuration in force.</param>
    public static IReadOnlyList<SettingBody> All(WorkerConfiguration configuration)
    {
        var (current, started) = (configuration.Current, configuration.Started);
        var options = ConfigurationCheck.Run(current, []).ToDictionary(read => read.Section.Name, read => read.Options, StringComparer.Ordinal);
        var overrides = configuration.Overrides?.ReadValues([]) ?? new OverrideValues();
        return [.. SettingsCatalog.All.SelectMany(entry => entry.Settings.Select(setting => Of(setting, DefaultConfiguration.ToJson(setting.Read(options[entry.Section.Name])))))];

        SettingBody Of(Setting setting, JsonNode? value) => new(
            setting.Key,
            setting.Type,
            setting.IsSecret ? null : ConfigurationListing.Hide("", value, null),
            setting.IsSecret ? null : setting.Default?.DeepClone(),
            Kebab.Of(current.PlaceOf(setting.Key)),
            RestartRule.NeedsRestart(setting.Key),
            RestartRule.NeedsRestart(setting.Key) && !current.IsSame(started, setting.Key, RestartRule.NeedsRestart),
            overrides.Has(setting.Key),
            setting.IsSecret,
            IsFilled(value),
            setting.Doc,
            setting.Minimum,
            setting.Maximum,
            setting.Choices);
    }

    private static bool IsFilled(JsonNode? value) => value switch
    {
        null => false,
        JsonArray list => list.Count > 0,
        JsonObject map => map.Count > 0,
        _ => value.ToString().Length > 0,
    };
}
