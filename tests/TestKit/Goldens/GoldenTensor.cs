using Shouldly;
using Xunit.Sdk;

namespace IShowTts.TestKit;

/// <summary>A tensor of the original code with the error it may be met with.</summary>
/// <param name="Name">File and tensor, for messages.</param>
/// <param name="Shape">Row-major.</param>
/// <param name="Values">As fp32.</param>
/// <param name="RoundingFloor">The manifest's <c>fp64_max_abs_diff</c>: the original's own fp32 error; null when not stated.</param>
public sealed record GoldenTensor(string Name, IReadOnlyList<long> Shape, float[] Values, double? RoundingFloor)
{
    /// <summary>How many rounding floors the error may be.</summary>
    public const double FloorsAllowed = 10;

    /// <summary>The stated rounding floor; where it is 0 or missing, one fp32 rounding (the spacing of floats) at the tensor's largest value.</summary>
    public double Floor => RoundingFloor is > 0 ? RoundingFloor.Value : SpacingAtLargest();

    /// <summary>Largest absolute error allowed: <see cref="FloorsAllowed"/> times <see cref="Floor"/>. The one place where the tolerance of all golden tests is stated.</summary>
    public double Tolerance => FloorsAllowed * Floor;

    /// <summary>Measures the largest absolute error; one that is not a number counts as infinite.</summary>
    /// <param name="actual">Row-major, of the same shape.</param>
    public GoldenError Measure(ReadOnlySpan<float> actual)
    {
        actual.Length.ShouldBe(Values.Length, $"{Name} has shape [{string.Join(", ", Shape)}]");
        var worst = 0;
        var largest = -1.0;
        for (var i = 0; i < actual.Length; i++)
        {
            var error = Math.Abs((double)actual[i] - Values[i]);
            error = double.IsNaN(error) ? double.PositiveInfinity : error;
            (worst, largest) = error > largest ? (i, error) : (worst, largest);
        }

        return new GoldenError(Math.Max(0, largest), worst, Math.Max(0, largest) / Floor);
    }

    /// <summary>Fails when the largest absolute error is above <see cref="Tolerance"/>, naming value, index and ratio.</summary>
    /// <param name="actual">Row-major, of the same shape.</param>
    /// <returns>What was measured.</returns>
    public GoldenError AssertClose(ReadOnlySpan<float> actual)
    {
        var error = Measure(actual);
        return error.MaxAbs <= Tolerance
            ? error
            : throw new XunitException(
                $"{Name}: largest error {error.MaxAbs:g3} at [{string.Join(", ", Position(error.Index))}] (expected {Values[error.Index]:g9}, got {actual[error.Index]:g9}); "
                + $"allowed {Tolerance:g3}; that is {error.FloorRatio:f1} times the rounding floor {Floor:g3}{(RoundingFloor is null ? ", which is not stated but one rounding of the largest value" : "")}.");
    }

    private double SpacingAtLargest()
    {
        var largest = Values.Length == 0 ? 0 : Values.Max(MathF.Abs);
        return MathF.BitIncrement(largest) - (double)largest;
    }

    private long[] Position(long index)
    {
        var position = new long[Shape.Count];
        for (var axis = Shape.Count - 1; axis >= 0; axis--)
        {
            (index, position[axis]) = (index / Shape[axis], index % Shape[axis]);
        }

        return position;
    }
}
