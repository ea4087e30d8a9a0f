using IShowTts.Tts.Checkpoints;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>
/// A checked Vocos vocoder: the keys of <see cref="VocosStateDict.Shapes"/> without <see cref="VocosStateDict.KnownBuffers"/>, whose values are known.
/// Made by <see cref="VocosCheckpointReader"/>; owns its file.
/// </summary>
/// <param name="source">The checkpoint; owned.</param>
/// <param name="architecture">Sizes from the shapes.</param>
internal sealed class VocosCheckpoint(ITensorSource source, VocosArchitecture architecture)
    : CheckedTensors(source, "", VocosStateDict.Shapes(architecture).Select(static pair => pair.Key).Except(VocosStateDict.KnownBuffers, StringComparer.Ordinal))
{
    /// <summary>Sizes from the shapes.</summary>
    public VocosArchitecture Architecture => architecture;
}
