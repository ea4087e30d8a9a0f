namespace IShowTts.Tts.F5;

/// <summary>Sizes of a Vocos vocoder (mel to 24 kHz samples).</summary>
/// <param name="Dim">Backbone width.</param>
/// <param name="IntermediateDim">Inner width of a ConvNeXt block.</param>
/// <param name="Layers">ConvNeXt blocks.</param>
internal sealed record VocosArchitecture(int Dim, int IntermediateDim, int Layers)
{
    /// <summary>FFT and window length in samples.</summary>
    public const int FftSize = 1024;

    /// <summary>Samples between mel frames.</summary>
    public const int Hop = 256;

    /// <summary>Samples per second of what it gives.</summary>
    public const int SampleRateHz = 24_000;
}
