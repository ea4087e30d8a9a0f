namespace IShowTts.Tts.F5.Inference;

/// <summary>What the utterances of a batch see of the frames that fill the shorter ones up.</summary>
internal enum BatchPadding
{
    /// <summary>Nothing: each gets what it would get alone.</summary>
    Hidden,

    /// <summary>As the original code: attention (unless the model masks keys) and the text's response norm see them, so that the shorter ones sound a little different.</summary>
    AsOriginal,
}
