namespace IShowTts.Tts.Checkpoints;

/// <summary>Marks the start of a group on the stack of <see cref="PickleReader"/>.</summary>
internal sealed class PickleMark
{
    /// <summary>The only one.</summary>
    public static PickleMark Instance { get; } = new();
}

/// <summary>An allowed global: a name, never code.</summary>
/// <param name="Name">Module and name, for example <c>torch.FloatStorage</c>.</param>
internal sealed record PickleGlobal(string Name);

/// <summary>A tuple.</summary>
/// <param name="Items">Its items.</param>
internal sealed record PickleTuple(object?[] Items);

/// <summary>A dictionary, ordered as it was written.</summary>
internal sealed class PickleDictionary
{
    /// <summary>Keys (mostly text) and values.</summary>
    public List<KeyValuePair<object?, object?>> Items { get; } = [];
}

/// <summary>A storage that tensors look into: an entry of the archive.</summary>
/// <param name="DataType">Element type by its safetensors name.</param>
/// <param name="Key">Name of the entry below <c>data/</c>.</param>
/// <param name="Count">Elements it should have.</param>
internal sealed record PickleStorage(string DataType, string Key, long Count);

/// <summary>A view of a storage.</summary>
/// <param name="Storage">Where its elements are.</param>
/// <param name="Offset">First element.</param>
/// <param name="Shape">Sizes.</param>
/// <param name="Strides">Elements from one index to the next, per dimension.</param>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Shape, long[] Strides);
