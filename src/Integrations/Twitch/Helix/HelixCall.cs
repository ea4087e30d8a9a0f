using System.Text.Json.Nodes;

namespace IShowTts.Integrations.Twitch.Helix;

/// <summary>One question to Helix.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Below <c>Twitch:HelixUrl</c>, without a slash before it.</param>
/// <param name="What">What it does, for people: "list the rewards".</param>
internal sealed record HelixCall(HttpMethod Method, string Path, string What)
{
    /// <summary>Names and values behind the question mark; a name may come several times.</summary>
    public IReadOnlyList<(string Name, string Value)> Query { get; init; } = [];

    /// <summary>Body; null for none.</summary>
    public JsonObject? Body { get; init; }

    /// <summary>The scope it needs (one of <see cref="SignIn.TwitchScopes"/>); empty for none.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Whether doing it twice is as doing it once. If not, it is not sent again when it is unknown whether Twitch took it.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>Path and query, escaped.</summary>
    public string Target() => Query.Count == 0
        ? Path
        : $"{Path}?{string.Join('&', Query.Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}"))}";
}
