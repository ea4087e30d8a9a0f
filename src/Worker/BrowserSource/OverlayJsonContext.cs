using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace IShowTts.Worker.BrowserSource;

/// <summary>What pages and the worker tell each other.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 4)]
[JsonSerializable(typeof(PageReport))]
[JsonSerializable(typeof(HelloMessage))]
[JsonSerializable(typeof(FadeMessage))]
[JsonSerializable(typeof(MarkMessage))]
[JsonSerializable(typeof(CaptionMessage))]
[JsonSerializable(typeof(WordsMessage))]
[JsonSerializable(typeof(PositionMessage))]
[JsonSerializable(typeof(PlainMessage))]
internal sealed partial class OverlayJsonContext : JsonSerializerContext
{
    /// <summary>Writes a message.</summary>
    public static OverlayFrame Write<T>(T message, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(message, type), IsBinary: false);
}
