using System.Globalization;

namespace IShowTts.Tts.Checkpoints;

/// <summary>All that a torch pickle may name and construct. Everything else is refused by its name.</summary>
internal static class PickleGlobals
{
    private const string OrderedDictionary = "collections.OrderedDict";
    private const string Tensor = "torch._utils._rebuild_tensor_v2";
    private const string Parameter = "torch._utils._rebuild_parameter";
    private const int MaxRank = 16;

    private static readonly Dictionary<string, string> StorageTypes = new(StringComparer.Ordinal)
    {
        ["torch.FloatStorage"] = "F32", ["torch.HalfStorage"] = "F16", ["torch.BFloat16Storage"] = "BF16", ["torch.DoubleStorage"] = "F64",
        ["torch.LongStorage"] = "I64", ["torch.IntStorage"] = "I32", ["torch.ShortStorage"] = "I16", ["torch.CharStorage"] = "I8",
        ["torch.ByteStorage"] = "U8", ["torch.BoolStorage"] = "BOOL",
    };

    /// <summary>An allowed global.</summary>
    /// <param name="module">For example <c>torch._utils</c>.</param>
    /// <param name="name">For example <c>_rebuild_tensor_v2</c>.</param>
    /// <param name="file">For messages.</param>
    /// <exception cref="CheckpointException">It is not on the list.</exception>
    public static PickleGlobal Find(string module, string name, string file)
    {
        var full = $"{module}.{name}";
        return full is OrderedDictionary or Tensor or Parameter || StorageTypes.ContainsKey(full)
            ? new PickleGlobal(full)
            : throw new CheckpointException(
                $"{file} names {full.ReplaceControls()}, which loading it with torch would run. Only tensors are read. If you trust the file, save its weights as safetensors; else do not use it.");
    }

    /// <summary>The storage a persistent id names: <c>('storage', type, key, place, elements)</c>.</summary>
    /// <param name="id">What the pickle gave.</param>
    /// <param name="file">For messages.</param>
    public static PickleStorage Storage(object? id, string file) =>
        id is PickleTuple { Items: ["storage", PickleGlobal type, string key, string, long count] } && StorageTypes.TryGetValue(type.Name, out var dataType) && count >= 0 && IsNumber(key)
            ? new PickleStorage(dataType, key, count)
            : throw new CheckpointException($"{file}: its pickle names a storage in an unknown way. Save the weights again with a present torch, or as safetensors.");

    /// <summary>Makes what a call would make.</summary>
    /// <param name="function">An allowed global.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="file">For messages.</param>
    public static object Construct(PickleGlobal function, object?[] arguments, string file) => (function.Name, arguments) switch
    {
        (OrderedDictionary, []) => new PickleDictionary(),
        (Tensor, [PickleStorage storage, long offset, PickleTuple shape, PickleTuple strides, bool, ..]) => View(storage, offset, Numbers(shape, file), Numbers(strides, file), file),
        (Parameter, [PickleTensor tensor, bool, ..]) => tensor,
        _ => throw new CheckpointException($"{file}: its pickle calls {function.Name} with arguments that torch does not write. Save the weights again with a present torch, or as safetensors."),
    };

    private static PickleTensor View(PickleStorage storage, long offset, long[] shape, long[] strides, string file)
    {
        Int128 count = 1, last = offset;
        for (var axis = 0; axis < shape.Length && axis < strides.Length; axis++)
        {
            count *= shape[axis];
            last += (Int128)Math.Max(0, shape[axis] - 1) * strides[axis];
            if (count > storage.Count || last >= storage.Count)
            {
                break;
            }
        }

        var fits = shape.Length == strides.Length && offset >= 0 && count <= storage.Count && (count == 0 || last < storage.Count);
        return fits
            ? new PickleTensor(storage, offset, shape, strides)
            : throw new CheckpointException(
                $"{file}: a tensor [{string.Join(", ", shape)}] with strides [{string.Join(", ", strides)}] from {offset} does not fit storage {storage.Key} of {storage.Count} elements. The file is damaged: fetch it again.");
    }

    private static long[] Numbers(PickleTuple tuple, string file) =>
        tuple.Items.Length <= MaxRank && tuple.Items.All(static item => item is long and >= 0)
            ? [.. tuple.Items.Cast<long>()]
            : throw new CheckpointException($"{file}: a tensor has a shape or strides that are no {MaxRank} numbers from 0. The file is damaged: fetch it again.");

    private static bool IsNumber(string key) => key.Length is > 0 and <= 10 && long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
