using IShowTts.Tts.Checkpoints;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>
/// A checked F5-TTS transformer: exactly the keys of <see cref="F5StateDict.Shapes"/>, without prefix, with their shapes.
/// Made by <see cref="F5CheckpointReader"/>; owns its file.
/// </summary>
/// <param name="source">The checkpoint; owned.</param>
/// <param name="prefix">What stands before each key there.</param>
/// <param name="architecture">Sizes from the shapes, switches from the configuration.</param>
internal sealed class F5Checkpoint(ITensorSource source, string prefix, F5Architecture architecture)
    : CheckedTensors(source, prefix, F5StateDict.Shapes(architecture).Select(static pair => pair.Key))
{
    /// <summary>Sizes from the shapes, switches from the configuration.</summary>
    public F5Architecture Architecture => architecture;
}
