namespace IShowTts.Tts.Checkpoints;

/// <summary>A view of a storage.</summary>
/// <param name="Storage">Where its elements are.</param>
/// <param name="Offset">First element.</param>
/// <param name="Shape">Sizes.</param>
/// <param name="Strides">Elements from one index to the next, per dimension.</param>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Shape, long[] Strides);
