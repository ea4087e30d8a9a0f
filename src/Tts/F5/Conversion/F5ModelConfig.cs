using IShowTts.Tts.Checkpoints;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>
/// What a checkpoint does not tell: the two switches that differ between v0 and v1 and leave no trace in any shape. A wrong choice gives noise, not an
/// error, so it must be said. Sizes are optional and compared with the shapes.
/// </summary>
/// <param name="Name">For messages and the converted model's manifest: <c>v1-base</c>, <c>base</c>, or a file.</param>
/// <param name="TextMaskPadding">See <see cref="F5Architecture.TextMaskPadding"/>.</param>
/// <param name="RotatedHeads">See <see cref="F5Architecture.RotatedHeads"/>.</param>
internal sealed record F5ModelConfig(string Name, bool TextMaskPadding, int? RotatedHeads)
{
    /// <summary>F5TTS_v1_Base and its fine-tunes.</summary>
    public static F5ModelConfig V1Base { get; } = new("v1-base", true, null) { Sizes = BaseSizes() };

    /// <summary>F5TTS_Base (v0) and its fine-tunes.</summary>
    public static F5ModelConfig Base { get; } = new("base", false, 1) { Sizes = BaseSizes() };

    /// <summary>See <see cref="F5Architecture.MaskKeys"/>.</summary>
    public bool MaskKeys { get; init; }

    /// <summary>Whether queries and keys are normalized; null when not said. Compared with the keys.</summary>
    public bool? QkNorm { get; init; }

    /// <summary>Sizes by the names of the original's configuration (<c>dim</c>, <c>depth</c>, <c>heads</c>, <c>dim_head</c>, <c>ff_mult</c>, …); those named are compared with the shapes.</summary>
    public IReadOnlyDictionary<string, int> Sizes { get; init; } = new Dictionary<string, int>();

    /// <summary>Finds what <c>--config</c> names.</summary>
    /// <param name="nameOrFile"><c>v1-base</c>, <c>base</c>, or the path of a JSON file.</param>
    /// <exception cref="CheckpointException">Neither, or the file is wrong; the message names the field.</exception>
    public static F5ModelConfig Find(string nameOrFile) => nameOrFile.ToUpperInvariant() switch
    {
        "V1-BASE" => V1Base,
        "BASE" => Base,
        _ when File.Exists(nameOrFile) => F5ModelConfigFile.Read(nameOrFile),
        _ => throw new CheckpointException($"--config {nameOrFile} is neither v1-base nor base nor a file. v1-base is for F5TTS_v1_Base, base for F5TTS_Base (v0); a JSON file describes others (docs/f5.md)."),
    };

    /// <summary>Compares the named sizes with the checkpoint's.</summary>
    /// <param name="architecture">From the shapes.</param>
    /// <param name="checkpoint">Its name, for the message.</param>
    /// <exception cref="CheckpointException">One differs.</exception>
    public void CheckSizes(F5Architecture architecture, string checkpoint)
    {
        foreach (var (field, said) in Sizes)
        {
            var actual = F5ModelConfigFile.SizeOf(field, architecture);
            if (actual != said)
            {
                throw new CheckpointException(
                    $"--config {Name} says {field} {said}, but {checkpoint} has {actual}. Give the configuration of this checkpoint: a JSON file with its fields (docs/f5.md), if it is neither v1-base nor base.");
            }
        }

        if (QkNorm is { } said2 && said2 != architecture.QkNorm)
        {
            throw new CheckpointException($"--config {Name} says qk_norm {(said2 ? "rms_norm" : "null")}, but {checkpoint} has {(architecture.QkNorm ? "" : "no ")}q_norm weights. Give the configuration of this checkpoint.");
        }
    }

    private static Dictionary<string, int> BaseSizes() => new(StringComparer.Ordinal)
    {
        ["dim"] = 1024, ["depth"] = 22, ["heads"] = 16, ["dim_head"] = 64, ["ff_mult"] = 2, ["text_dim"] = 512, ["conv_layers"] = 4,
    };
}
