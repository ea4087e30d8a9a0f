using System.Text.Json.Serialization;

namespace IShowTts.Worker.Discord;

/// <summary>JSON of the file of registered commands.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RegisteredCommands))]
internal sealed partial class DiscordJsonContext : JsonSerializerContext;
