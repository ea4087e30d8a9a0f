namespace IShowTts.Tts.Checkpoints;

/// <summary>A dictionary, ordered as it was written.</summary>
internal sealed class PickleDictionary
{
    /// <summary>Keys (mostly text) and values.</summary>
    public List<KeyValuePair<object?, object?>> Items { get; } = [];
}
