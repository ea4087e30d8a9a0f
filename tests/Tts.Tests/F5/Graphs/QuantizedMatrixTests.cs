using FsCheck.Xunit;
using IShowTts.Tts.F5.Graphs;

namespace IShowTts.Tts.Tests.F5.Graphs;

/// <summary>8-bit weights are within half a step of the real ones.</summary>
public sealed class QuantizedMatrixTests
{
    [Property]
    public void PerColumn_AnyWeights_WithinHalfAStep(short seed)
    {
        var weights = Weights(seed);

        var quantized = QuantizedMatrix.PerColumn(weights, 4, 32);

        for (var i = 0; i < weights.Length; i++)
        {
            var (row, column) = Math.DivRem(i, 32);
            var value = (sbyte)quantized.Values[(column * 4) + row];
            Math.Abs((int)value).ShouldBeLessThanOrEqualTo(63);
            Math.Abs((value * quantized.Scales[row]) - weights[i]).ShouldBeLessThanOrEqualTo(quantized.Scales[row] * 0.501f);
        }
    }

    [Property]
    public void PerBlock_AnyWeights_WithinHalfAStep(short seed)
    {
        var weights = Weights(seed);

        var quantized = QuantizedMatrix.PerBlock(weights, 16);

        for (var i = 0; i < weights.Length; i++)
        {
            Math.Abs(((quantized.Values[i] - 128) * quantized.Scales[i / 16]) - weights[i]).ShouldBeLessThanOrEqualTo(quantized.Scales[i / 16] * 0.501f);
        }
    }

    [Fact]
    public void Quantize_AllZero_GivesZero()
    {
        QuantizedMatrix.PerColumn(new float[32], 2, 16).Values.ShouldAllBe(static value => value == 0);
        QuantizedMatrix.PerBlock(new float[32], 16).Values.ShouldAllBe(static value => value == 128);
    }

    [Theory]
    [InlineData(1024, 128)]
    [InlineData(192, 64)]
    [InlineData(48, 16)]
    [InlineData(100, null)]
    public void BlockSize_OfAWidth_IsTheLargestThatDividesIt(long inputs, int? block) => QuantizedMatrix.BlockSize(inputs).ShouldBe(block);

    private static float[] Weights(short seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 128).Select(i => (float)((random.NextDouble() * 2) - 1) * MathF.Pow(10, i / 32))];
    }
}
