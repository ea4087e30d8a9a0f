using System.Text.Json.Serialization;

namespace IShowTts.Integrations.Discord.Link;

/// <summary>How messages of the bridge's protocol are read and written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BridgeOrders.Start))]
[JsonSerializable(typeof(BridgeOrders.SetCommands))]
[JsonSerializable(typeof(BridgeOrders.Join))]
[JsonSerializable(typeof(BridgeOrders.Leave))]
[JsonSerializable(typeof(BridgeOrders.Run))]
[JsonSerializable(typeof(BridgeOrders.Answer))]
[JsonSerializable(typeof(BridgeOrders.Inspect))]
[JsonSerializable(typeof(BridgeNews.Any))]
[JsonSerializable(typeof(BridgeNews.Hello))]
[JsonSerializable(typeof(BridgeNews.State))]
[JsonSerializable(typeof(BridgeNews.Guild))]
[JsonSerializable(typeof(BridgeNews.GuildGone))]
[JsonSerializable(typeof(BridgeNews.Registered))]
[JsonSerializable(typeof(BridgeNews.Voice))]
[JsonSerializable(typeof(BridgeNews.Position))]
[JsonSerializable(typeof(BridgeNews.Interaction))]
[JsonSerializable(typeof(BridgeNews.Answered))]
[JsonSerializable(typeof(BridgeNews.Message))]
[JsonSerializable(typeof(BridgeNews.Deleted))]
[JsonSerializable(typeof(BridgeNews.Inspected))]
[JsonSerializable(typeof(BridgeOrders.Look))]
[JsonSerializable(typeof(BridgeNews.Session))]
[JsonSerializable(typeof(BridgeNews.Looked))]
[JsonSerializable(typeof(BridgeNews.LogLine))]
internal sealed partial class BridgeJsonContext : JsonSerializerContext;
