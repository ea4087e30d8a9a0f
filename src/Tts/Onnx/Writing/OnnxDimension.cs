using System.Globalization;

namespace IShowTts.Tts.Onnx.Writing;

/// <summary>One axis of a graph input or output: a length, or a name for a length known only at run time.</summary>
/// <param name="Length">Elements along the axis; 0 when <paramref name="Symbol"/> is set.</param>
/// <param name="Symbol">Name of a dynamic length, the same name always meaning the same length; null for a fixed one.</param>
internal readonly record struct OnnxDimension(long Length, string? Symbol)
{
    /// <summary>A fixed length.</summary>
    public static implicit operator OnnxDimension(long length) => new(length, null);

    /// <summary>A length known at run time.</summary>
    public static implicit operator OnnxDimension(string symbol) => new(0, symbol);

    /// <inheritdoc/>
    public override string ToString() => Symbol ?? Length.ToString(CultureInfo.InvariantCulture);
}
