using System.Text.Json.Nodes;

namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>One key of the configuration as the options classes declare it.</summary>
/// <param name="Key">Key with colons, in its own spelling.</param>
/// <param name="Type"><c>boolean</c>, <c>integer</c>, <c>number</c>, <c>string</c>, <c>enum</c>, <c>array</c> or <c>object</c> (values by name).</param>
/// <param name="Default">Its default.</param>
/// <param name="Doc">What it is for; null when its documentation file is not there.</param>
/// <param name="Minimum">Smallest number; null for none.</param>
/// <param name="Maximum">Largest number; null for none.</param>
/// <param name="Choices">The words that an enum, or the items of an array, may be; null for none.</param>
/// <param name="Read">Gives its value out of the section's options.</param>
internal sealed record Setting(
    string Key, string Type, JsonNode? Default, string? Doc, double? Minimum, double? Maximum, IReadOnlyList<string>? Choices, Func<object, object?> Read)
{
    /// <summary>Whether it is a map, whose values can be set by <c>KEY:NAME</c>.</summary>
    public bool IsMap => Type == "object";

    /// <summary>Whether its value is never given back.</summary>
    public bool IsSecret => ConfigurationListing.IsSecretKey(Key);
}
