using System.ComponentModel.DataAnnotations;

namespace IShowTts.Worker.Speaking;

/// <summary>Section <c>Speaking</c>.</summary>
internal sealed class SpeakingOptions
{
    /// <summary>Section name.</summary>
    public const string Section = "Speaking";

    /// <summary>Seconds that an engine may take to its first chunk; then the next engine of the voice speaks. Default 15.</summary>
    [Range(1, 300)]
    public int FirstChunkSeconds { get; set; } = 15;

    /// <summary>Seconds that an engine may take for a whole utterance after its first chunk; then the next engine speaks the rest. Default 120.</summary>
    [Range(1, 3_600)]
    public int SynthesisSeconds { get; set; } = 120;

    /// <summary>Seconds of audio after which an utterance is cut. Default 60.</summary>
    [Range(1, 600)]
    public int MaxAudioSeconds { get; set; } = 60;
}
