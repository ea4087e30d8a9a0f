using System.Text.Json;
using System.Text.Json.Serialization;

namespace IShowTts.Worker.Models;

/// <summary>JSON of the list of models and of what lies beside fetched files.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, MaxDepth = 16)]
[JsonSerializable(typeof(KnownModelList))]
[JsonSerializable(typeof(FetchedModel))]
[JsonSerializable(typeof(PartialDownload))]
internal sealed partial class ModelsJsonContext : JsonSerializerContext;
