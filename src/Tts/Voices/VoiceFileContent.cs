using System.Text.Json;
using System.Text.Json.Serialization;

namespace IShowTts.Tts.Voices;

/// <summary>The voices file as it was written.</summary>
internal sealed class VoiceFileContent
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; set; }

    public List<VoiceFileEntry?>? Voices { get; set; }
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowTrailingCommas = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(VoiceFileContent))]
internal sealed partial class VoiceFileJsonContext : JsonSerializerContext;
