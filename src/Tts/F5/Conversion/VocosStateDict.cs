namespace IShowTts.Tts.F5.Conversion;

/// <summary>Keys and shapes of a Vocos checkpoint (f5-tts.md, section 7).</summary>
internal static class VocosStateDict
{
    /// <summary>Kernel of the convolutions.</summary>
    public const int Kernel = 7;

    /// <summary>Frequency bins of the head, for magnitude and again for phase.</summary>
    public const int Bins = (VocosArchitecture.FftSize / 2) + 1;

    /// <summary>The filterbank of the analysis, not used for decoding.</summary>
    public const string Filterbank = "feature_extractor.mel_spec.mel_scale.fb";

    /// <summary>The window of the analysis, not used for decoding.</summary>
    public const string AnalysisWindow = "feature_extractor.mel_spec.spectrogram.window";

    /// <summary>The window of the inverse STFT.</summary>
    public const string SynthesisWindow = "head.istft.window";

    /// <summary>Buffers whose values are known, so that a file may leave them out.</summary>
    public static IReadOnlyList<string> KnownBuffers { get; } = [AnalysisWindow, Filterbank, SynthesisWindow];

    /// <summary>All keys with their shapes, buffers too.</summary>
    /// <param name="architecture">Sizes.</param>
    public static IReadOnlyList<KeyValuePair<string, long[]>> Shapes(VocosArchitecture architecture)
    {
        var shapes = new List<KeyValuePair<string, long[]>>();
        long dim = architecture.Dim, inner = architecture.IntermediateDim;
        Add(shapes, AnalysisWindow, VocosArchitecture.FftSize);
        Add(shapes, Filterbank, Bins, F5Architecture.MelBins);
        Add(shapes, "backbone.embed.weight", dim, F5Architecture.MelBins, Kernel);
        Add(shapes, "backbone.embed.bias", dim);
        AddPair(shapes, "backbone.norm", dim, dim);
        for (var i = 0; i < architecture.Layers; i++)
        {
            var block = $"backbone.convnext.{i}";
            Add(shapes, $"{block}.gamma", dim);
            Add(shapes, $"{block}.dwconv.weight", dim, 1, Kernel);
            Add(shapes, $"{block}.dwconv.bias", dim);
            AddPair(shapes, $"{block}.norm", dim, dim);
            AddPair(shapes, $"{block}.pwconv1", inner, inner, dim);
            AddPair(shapes, $"{block}.pwconv2", dim, dim, inner);
        }

        AddPair(shapes, "backbone.final_layer_norm", dim, dim);
        AddPair(shapes, "head.out", 2 * Bins, 2 * Bins, dim);
        Add(shapes, SynthesisWindow, VocosArchitecture.FftSize);
        return shapes;
    }

    private static void AddPair(List<KeyValuePair<string, long[]>> shapes, string name, long bias, params long[] weight)
    {
        Add(shapes, $"{name}.weight", weight);
        Add(shapes, $"{name}.bias", bias);
    }

    private static void Add(List<KeyValuePair<string, long[]>> shapes, string key, params long[] shape) => shapes.Add(new(key, shape));
}
