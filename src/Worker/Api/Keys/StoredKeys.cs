using System.Text.Json.Serialization;

namespace IShowTts.Worker.Api.Keys;

/// <summary>What <c>keys.json</c> holds.</summary>
/// <param name="Version">Of this form.</param>
/// <param name="Keys">All keys, oldest first.</param>
internal sealed record StoredKeys(int Version, IReadOnlyList<StoredKey> Keys)
{
    /// <summary>The form that is written.</summary>
    public const int CurrentVersion = 1;
}

/// <summary>One key of <c>keys.json</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">Hash of its secret, hexadecimal.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record StoredKey(string Name, string Sha256, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt);

/// <summary>JSON of the files of keys and sessions.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 8)]
[JsonSerializable(typeof(StoredKeys))]
[JsonSerializable(typeof(StoredSessions))]
[JsonSerializable(typeof(Dictionary<string, DateOnly>))]
internal sealed partial class KeysJsonContext : JsonSerializerContext;
