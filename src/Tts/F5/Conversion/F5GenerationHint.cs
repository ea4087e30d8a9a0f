using IShowTts.Tts.Checkpoints;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>
/// Guards against converting a v0 checkpoint as v1 or the other way round. No shape tells them apart and a mistake gives noise, but names do:
/// the published folders are called <c>F5TTS_v1_Base</c> and <c>F5TTS_Base</c>, their files <c>model_1250000</c> and <c>model_1200000</c>.
/// </summary>
internal static class F5GenerationHint
{
    private static readonly string[] V1Names = ["F5TTS_v1", "F5-TTS_v1", "v1_Base", "v1-Base", "v1_Small", "model_1250000"];
    private static readonly string[] V0Names = ["F5TTS_Base", "F5-TTS_Base", "F5TTS_Small", "model_1200000"];

    /// <summary>Refuses a configuration that contradicts the checkpoint's name or metadata.</summary>
    /// <param name="checkpointPath">Path of the checkpoint; its file name and folder count.</param>
    /// <param name="metadata">Text pairs of the file; may be empty.</param>
    /// <param name="config">What was given.</param>
    /// <exception cref="CheckpointException">They contradict each other.</exception>
    public static void Check(string checkpointPath, IReadOnlyDictionary<string, string> metadata, F5ModelConfig config)
    {
        var full = Path.GetFullPath(checkpointPath);
        var places = metadata.Values.Prepend(Path.GetFileName(Path.GetDirectoryName(full)) ?? "").Prepend(Path.GetFileName(full));
        foreach (var place in places)
        {
            var isV1 = Find(V1Names, place);
            var isV0 = isV1 is null ? Find(V0Names, place) : null;
            var configured = config.TextMaskPadding && config.RotatedHeads is null ? 1 : !config.TextMaskPadding && config.RotatedHeads == 1 ? 0 : -1;
            if ((isV1 is not null && configured == 0) || (isV0 is not null && configured == 1))
            {
                throw new CheckpointException(
                    $"{checkpointPath} looks like a {(isV1 is null ? "v0" : "v1")} model (\"{isV1 ?? isV0}\"), but --config {config.Name} is for {(configured == 0 ? "v0" : "v1")}. "
                    + $"The wrong one gives noise, not speech. Use --config {(isV1 is null ? "base" : "v1-base")}, or --force-config if the name misleads.");
            }
        }
    }

    private static string? Find(string[] names, string place) => names.FirstOrDefault(name => place.Contains(name, StringComparison.OrdinalIgnoreCase));
}
