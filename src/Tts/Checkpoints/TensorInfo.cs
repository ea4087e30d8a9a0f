namespace IShowTts.Tts.Checkpoints;

/// <summary>Type and shape of a stored tensor.</summary>
/// <param name="DataType">As safetensors writes it: <c>F32</c>, <c>F16</c>, <c>BF16</c>, <c>F64</c>, <c>I64</c>, <c>U8</c>, <c>BOOL</c> and so on.</param>
/// <param name="Shape">Row-major; empty for a scalar.</param>
internal sealed record TensorInfo(string DataType, IReadOnlyList<long> Shape)
{
    /// <summary>Number of elements.</summary>
    public long Count => Shape.Aggregate(1L, static (product, size) => checked(product * size));
}
