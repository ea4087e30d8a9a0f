namespace IShowTts.Tts.F5;

/// <summary>Sizes and switches of an F5-TTS transformer (DiT).</summary>
/// <param name="Dim">Model width.</param>
/// <param name="Depth">Transformer blocks.</param>
/// <param name="Heads">Attention heads.</param>
/// <param name="HeadDim">Channels per head; <c>Heads · HeadDim</c> is the width of q, k and v.</param>
/// <param name="FeedForwardDim">Inner width of the feed-forward network.</param>
/// <param name="TextDim">Width of the text embedding.</param>
/// <param name="TextConvLayers">ConvNeXt V2 blocks of the text embedding.</param>
/// <param name="VocabularySize">Tokens in the vocabulary; the table has one row more, row 0 is the filler.</param>
internal sealed record F5Architecture(
    int Dim, int Depth, int Heads, int HeadDim, int FeedForwardDim, int TextDim, int TextConvLayers, int VocabularySize)
{
    /// <summary>Mel bins, always 100.</summary>
    public const int MelBins = 100;

    /// <summary>Groups of the two convolutions of the input embedding, always 16.</summary>
    public const int ConvGroups = 16;

    /// <summary>Filler frames are zeroed around each text block (v1). No shape tells it.</summary>
    public bool TextMaskPadding { get; init; } = true;

    /// <summary>Heads that get rotary positions, from head 0; null for all (v1). v0 has 1. No shape tells it.</summary>
    public int? RotatedHeads { get; init; }

    /// <summary>Queries and keys are RMS-normalized per head. In no published model.</summary>
    public bool QkNorm { get; init; }

    /// <summary>Keys outside the mask are not attended to (<c>attn_mask_enabled</c>). In no published model.</summary>
    public bool MaskKeys { get; init; }
}
