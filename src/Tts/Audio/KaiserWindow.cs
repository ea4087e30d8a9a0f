namespace IShowTts.Tts.Audio;

/// <summary>The two functions our filters are designed from.</summary>
internal static class KaiserWindow
{
    /// <summary>sin(πx) / πx.</summary>
    public static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    /// <summary>The window at a place from −1 to 1, 1 in the middle, 0 outside.</summary>
    /// <param name="x">Place.</param>
    /// <param name="beta">More is a wider main lobe and lower side lobes.</param>
    public static double At(double x, double beta) => Math.Abs(x) >= 1 ? 0 : BesselI0(beta * Math.Sqrt(1 - (x * x))) / BesselI0(beta);

    private static double BesselI0(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; term > sum * 1e-17; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }
}
