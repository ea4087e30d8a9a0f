using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.Dsp;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>
/// A checked Vocos vocoder: the keys of <see cref="VocosStateDict.Shapes"/> that decoding needs. The window is given even when the file leaves it out.
/// Made by <see cref="VocosCheckpointReader"/>; owns its file.
/// </summary>
/// <param name="source">The checkpoint; owned.</param>
/// <param name="architecture">Sizes from the shapes.</param>
internal sealed class VocosCheckpoint(ITensorSource source, VocosArchitecture architecture)
    : CheckedTensors(
        source,
        "",
        VocosStateDict.Shapes(architecture).Select(static pair => pair.Key).Except([VocosStateDict.AnalysisWindow, VocosStateDict.Filterbank], StringComparer.Ordinal),
        new Dictionary<string, float[]> { [VocosStateDict.SynthesisWindow] = HannWindow.Periodic(VocosArchitecture.FftSize) })
{
    /// <summary>Sizes from the shapes.</summary>
    public VocosArchitecture Architecture => architecture;
}
