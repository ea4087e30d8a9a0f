using System.Text.Json.Serialization;

namespace IShowTts.Worker.Discord.Rest;

/// <summary>JSON of Discord's REST; permissions are numbers in text.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 32)]
[JsonSerializable(typeof(DiscordRestUser))]
[JsonSerializable(typeof(DiscordRestApplication))]
[JsonSerializable(typeof(DiscordRestChannel))]
[JsonSerializable(typeof(DiscordRestGuild))]
[JsonSerializable(typeof(DiscordRestMember))]
internal sealed partial class DiscordRestJsonContext : JsonSerializerContext;
