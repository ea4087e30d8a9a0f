using System.Text.Json;
using IShowTts.Tts.Checkpoints;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>Reads a model's configuration from JSON with the original's field names (<c>model.arch</c> of its yaml files); unknown fields are refused.</summary>
internal static class F5ModelConfigFile
{
    private const int LargestFile = 1 << 20;
    private const string AverageUpsampling = "text_embedding_average_upsampling";
    private const string LongSkip = "long_skip_connection";

    private static readonly string[] SizeFields = ["dim", "depth", "heads", "dim_head", "ff_mult", "text_dim", "conv_layers", "text_num_embeds", "mel_dim"];

    /// <summary>Fields without influence on what the model computes.</summary>
    private static readonly string[] IgnoredFields = ["dropout", "checkpoint_activations", "attn_backend"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">JSON object.</param>
    /// <exception cref="CheckpointException">It is no such file, lacks a switch, or asks for what is not supported.</exception>
    public static F5ModelConfig Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LargestFile)
            {
                throw new CheckpointException($"{path} is larger than 1 MiB; this is no model configuration.");
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip });
            return Read(path, document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException or FormatException)
        {
            throw new CheckpointException($"{path} cannot be read as a model configuration: {exception.Message} It must be a JSON object with the fields of docs/f5.md.", exception);
        }
    }

    /// <summary>A size by the original's field name.</summary>
    /// <param name="field">One of the size fields.</param>
    /// <param name="architecture">From the shapes.</param>
    public static int SizeOf(string field, F5Architecture architecture) => field switch
    {
        "dim" => architecture.Dim,
        "depth" => architecture.Depth,
        "heads" => architecture.Heads,
        "dim_head" => architecture.HeadDim,
        "ff_mult" => architecture.FeedForwardDim / architecture.Dim,
        "text_dim" => architecture.TextDim,
        "conv_layers" => architecture.TextConvLayers,
        "text_num_embeds" => architecture.VocabularySize,
        "mel_dim" => F5Architecture.MelBins,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a size."),
    };

    private static F5ModelConfig Read(string path, JsonElement root)
    {
        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        bool? maskPadding = null;
        var (rotated, hasRotated) = ((int?)null, false);
        var (maskKeys, qkNorm) = (false, (bool?)null);
        foreach (var field in root.EnumerateObject())
        {
            switch (field.Name)
            {
                case var size when SizeFields.Contains(size, StringComparer.Ordinal):
                    sizes[size] = field.Value.GetInt32();
                    break;
                case "text_mask_padding":
                    maskPadding = field.Value.GetBoolean();
                    break;
                case "pe_attn_head":
                    (rotated, hasRotated) = (field.Value.ValueKind == JsonValueKind.Null ? null : field.Value.GetInt32(), true);
                    break;
                case "attn_mask_enabled":
                    maskKeys = field.Value.GetBoolean();
                    break;
                case "qk_norm":
                    qkNorm = ReadQkNorm(path, field.Value);
                    break;
                case var ignored when IgnoredFields.Contains(ignored, StringComparer.Ordinal):
                    break;
                default:
                    CheckOther(path, field);
                    break;
            }
        }

        return new F5ModelConfig(
            path,
            maskPadding ?? throw Missing(path, "text_mask_padding", "true for v1 models, false for v0"),
            hasRotated ? rotated : throw Missing(path, "pe_attn_head", "null for v1 models, 1 for v0"))
        {
            MaskKeys = maskKeys, QkNorm = qkNorm, Sizes = sizes,
        };
    }

    private static bool ReadQkNorm(string path, JsonElement value) => value.ValueKind == JsonValueKind.Null ? false
        : value.GetString() == "rms_norm" ? true
        : throw new CheckpointException($"{path}: qk_norm is {value.GetRawText()}; only null and \"rms_norm\" are supported.");

    private static void CheckOther(string path, JsonProperty field)
    {
        var text = field.Value.ToString();
        switch (field.Name)
        {
            case AverageUpsampling or LongSkip when field.Value.ValueKind is JsonValueKind.False or JsonValueKind.Null:
            case "mel_spec_type" when text == "vocos":
                return;
            case AverageUpsampling or LongSkip:
                throw new CheckpointException($"{path}: {field.Name} is not supported. Use a model trained without it, as all published Base models are.");
            case "mel_spec_type":
                throw new CheckpointException($"{path}: mel_spec_type {text} is not supported, only vocos. Use the Vocos variant of the model.");
            default:
                throw new CheckpointException($"{path}: {field.Name} is not a known field. Known: {string.Join(", ", [.. SizeFields, "text_mask_padding", "pe_attn_head", "attn_mask_enabled", "qk_norm", "mel_spec_type", AverageUpsampling, LongSkip, .. IgnoredFields])}.");
        }
    }

    private static CheckpointException Missing(string path, string field, string values) =>
        new($"{path} lacks {field} ({values}). No shape of a checkpoint tells it, and a wrong value gives noise, so it must be said.");
}
