using System.Numerics;
using FsCheck.Xunit;
using IShowTts.Tts.F5.Sampling;

namespace IShowTts.Tts.Tests.F5.Sampling;

public sealed class FlowNoiseTests
{
    [Property(MaxTest = 50)]
    public bool Fill_LongerLength_StartsTheSame(long seed, ushort chunk, byte length, byte more)
    {
        var shorter = new float[length];
        var longer = new float[length + more];

        FlowNoise.Fill(seed, chunk, shorter);
        FlowNoise.Fill(seed, chunk, longer);

        return longer.AsSpan(0, length).SequenceEqual(shorter);
    }

    [Fact]
    public void Fill_ManyValues_AreStandardNormal()
    {
        var noise = new float[1_000_000];
        FlowNoise.Fill(42, 0, noise);
        Array.Sort(noise);

        // Standard errors at a million values: mean 0.001, variance 0.0014, kurtosis 0.005, median 0.00125.
        noise.Average(value => (double)value).ShouldBe(0, 0.005);
        noise.Average(value => (double)value * value).ShouldBe(1, 0.007);
        noise.Average(value => Math.Pow(value, 4)).ShouldBe(3, 0.05);
        noise[250_000].ShouldBe(-0.67449f, 0.007f);
        noise[500_000].ShouldBe(0, 0.007f);
        noise[1_350].ShouldBe(-3f, 0.05f);
        noise.ShouldAllBe(value => Math.Abs(value) < 7);
    }

    [Fact]
    public void Fill_NeighbouringSeedsChunksAndValues_AreUncorrelated()
    {
        var noise = new float[100_000];
        float[][] others = [new float[noise.Length], new float[noise.Length], new float[noise.Length]];
        FlowNoise.Fill(1, 0, noise);
        FlowNoise.Fill(2, 0, others[0]);
        FlowNoise.Fill(1, 1, others[1]);
        noise.AsSpan(1).CopyTo(others[2]);

        foreach (var other in others)
        {
            noise.Zip(other, (a, b) => (double)a * b).Average().ShouldBe(0, 0.016);
        }
    }

    // Values and checksum come from a second implementation, in Python with the functions of the C library.
    [Fact]
    public void Fill_KnownSeeds_GiveTheSameBitsForEver()
    {
        var noise = new float[4];

        FlowNoise.Fill(0, 0, noise);
        noise.ShouldBe([-0.292031705f, 0.876791716f, 0.807785273f, -0.239525989f]);
        FlowNoise.Fill(-7, 3, noise);
        noise.ShouldBe([-0.685380578f, 0.335739136f, -0.0221970398f, 1.19773483f]);
        var many = new float[60_000];
        FlowNoise.Fill(12345, 0, many);
        Checksum(many).ShouldBe(1214589254u);
    }

    [Fact]
    public void Log_AnyValueFromZeroToOne_IsTheNaturalLogarithm()
    {
        for (var value = 1e-30; value < 1; value *= 1.00731)
        {
            VectorMath.Log(new Vector<double>(value))[0].ShouldBe(Math.Log(value), 4e-16 * Math.Max(1, -Math.Log(value)));
        }
    }

    [Fact]
    public void SinCosOfTurn_WholeCircle_AreSineAndCosine()
    {
        for (var turn = 0L; turn < 1L << 32; turn += 999_983)
        {
            var (sine, cosine) = VectorMath.SinCosOfTurn(new Vector<long>(turn));

            sine[0].ShouldBe(Math.Sin(turn / (double)(1L << 32) * 2 * Math.PI), 1e-15);
            cosine[0].ShouldBe(Math.Cos(turn / (double)(1L << 32) * 2 * Math.PI), 1e-15);
        }
    }

    [Fact]
    public void Fill_Warm_AllocatesNothing()
    {
        var noise = new float[1_000];
        FlowNoise.Fill(1, 0, noise);
        var before = GC.GetAllocatedBytesForCurrentThread();

        FlowNoise.Fill(2, 0, noise);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    // FNV-1a over the bits.
    private static uint Checksum(ReadOnlySpan<float> values)
    {
        var hash = 2166136261u;
        foreach (var value in values)
        {
            hash = unchecked((hash ^ BitConverter.SingleToUInt32Bits(value)) * 16777619);
        }

        return hash;
    }
}
