using System.Numerics.Tensors;

namespace IShowTts.Tts.F5.Graphs;

/// <summary>Weights of a linear layer as 8-bit numbers with scales, symmetric around zero, rounded to nearest.</summary>
/// <param name="Values">One byte each.</param>
/// <param name="Scales">fp32.</param>
internal sealed record QuantizedMatrix(byte[] Values, float[] Scales)
{
    // Seven bits: on processors without VNNI two products of 8 bits each would overflow the 16-bit sum of ONNX Runtime's kernel.
    private const int PerColumnMost = 63;
    private const int PerBlockMost = 127;
    private const int PerBlockZero = 128;

    /// <summary>Largest block that divides a width; null when none of the runtime's does, then a layer cannot be quantized in blocks.</summary>
    public static int? BlockSize(long inputs) => (inputs % 128, inputs % 64, inputs % 32, inputs % 16) switch
    {
        (0, _, _, _) => 128,
        (_, 0, _, _) => 64,
        (_, _, 0, _) => 32,
        (_, _, _, 0) => 16,
        _ => null,
    };

    /// <summary>Quantizes with one scale per output; gives the transpose, <c>[input, output]</c>, signed.</summary>
    /// <param name="weights"><c>[output, input]</c>.</param>
    /// <param name="outputs">Rows.</param>
    /// <param name="inputs">Columns.</param>
    public static QuantizedMatrix PerColumn(float[] weights, int outputs, int inputs)
    {
        var values = new byte[weights.Length];
        var scales = new float[outputs];
        for (var row = 0; row < outputs; row++)
        {
            var source = weights.AsSpan(row * inputs, inputs);
            scales[row] = Scale(source, PerColumnMost);
            for (var column = 0; column < inputs; column++)
            {
                values[(column * outputs) + row] = unchecked((byte)(sbyte)MathF.Round(source[column] / scales[row]));
            }
        }

        return new QuantizedMatrix(values, scales);
    }

    /// <summary>Quantizes with one scale per block of inputs; unsigned around 128, in the order of the weights.</summary>
    /// <param name="weights"><c>[output, input]</c>, the width a multiple of the block.</param>
    /// <param name="block">Inputs that share a scale.</param>
    public static QuantizedMatrix PerBlock(float[] weights, int block)
    {
        var values = new byte[weights.Length];
        var scales = new float[weights.Length / block];
        for (var i = 0; i < scales.Length; i++)
        {
            var source = weights.AsSpan(i * block, block);
            scales[i] = Scale(source, PerBlockMost);
            for (var k = 0; k < block; k++)
            {
                values[(i * block) + k] = (byte)(PerBlockZero + MathF.Round(source[k] / scales[i]));
            }
        }

        return new QuantizedMatrix(values, scales);
    }

    private static float Scale(ReadOnlySpan<float> values, int most)
    {
        var largest = TensorPrimitives.MaxMagnitude(values);
        return largest == 0 ? 1 : MathF.Abs(largest) / most;
    }
}
