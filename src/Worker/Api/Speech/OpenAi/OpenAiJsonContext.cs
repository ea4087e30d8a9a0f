using System.Text.Json.Serialization;

namespace IShowTts.Worker.Api.Speech.OpenAi;

/// <summary>Everything that <c>/v1</c> reads and writes. Unlike our own routes, unknown fields are let through: clients send what OpenAI's newest models know.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, AllowDuplicateProperties = false, MaxDepth = 8)]
[JsonSerializable(typeof(OpenAiSpeechBody))]
[JsonSerializable(typeof(OpenAiErrorBody))]
[JsonSerializable(typeof(OpenAiModelBody))]
[JsonSerializable(typeof(OpenAiModelListBody))]
[JsonSerializable(typeof(OpenAiVoiceListBody))]
[JsonSerializable(typeof(OpenAiVoiceNamesBody))]
[JsonSerializable(typeof(OpenAiDeltaBody))]
[JsonSerializable(typeof(OpenAiDoneBody))]
internal sealed partial class OpenAiJsonContext : JsonSerializerContext;
