using System.Text.Json.Serialization;

namespace IShowTts.Worker.Commands;

/// <summary>JSON of the state file and the audit log.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(StateFileContent))]
[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class CommandJsonContext : JsonSerializerContext;
