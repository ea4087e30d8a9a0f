namespace IShowTts.TestKit;

/// <summary>The error of a result against a golden tensor.</summary>
/// <param name="MaxAbs">Largest absolute error.</param>
/// <param name="Index">Where, row-major.</param>
/// <param name="FloorRatio">In multiples of the tensor's rounding floor.</param>
public readonly record struct GoldenError(double MaxAbs, int Index, double FloorRatio);
