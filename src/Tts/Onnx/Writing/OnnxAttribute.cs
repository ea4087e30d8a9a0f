namespace IShowTts.Tts.Onnx.Writing;

/// <summary>A setting of a node. Build one with the static members.</summary>
/// <param name="Name">Name in the operator's definition.</param>
/// <param name="Value">A <see cref="long"/>, <see cref="float"/>, <see cref="string"/> or array of <see cref="long"/>.</param>
internal sealed record OnnxAttribute(string Name, object Value)
{
    /// <summary>A whole number.</summary>
    public static OnnxAttribute Int(string name, long value) => new(name, value);

    /// <summary>A number.</summary>
    public static OnnxAttribute Float(string name, float value) => new(name, value);

    /// <summary>A word.</summary>
    public static OnnxAttribute Text(string name, string value) => new(name, value);

    /// <summary>Whole numbers.</summary>
    public static OnnxAttribute Ints(string name, params long[] values) => new(name, values);
}
