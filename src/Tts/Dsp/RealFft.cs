using System.Numerics;

namespace IShowTts.Tts.Dsp;

/// <summary>Fourier transforms of real signals, as many at once as a vector has lanes: element n of a span holds sample n of every signal.</summary>
/// <typeparam name="T">float where speed counts, double where quiet bins beside loud ones count.</typeparam>
/// <remarks>
/// Lane by lane the same operations, so results do not depend on the width of vectors. A real transform of size N is a complex one of N/2 (in
/// place, radix 4, decimation in frequency; a last radix 2 where needed) and a pass that parts even and odd samples. Allocates only when made. Not thread safe.
/// </remarks>
internal sealed class RealFft<T>
    where T : struct, IFloatingPointIeee754<T>
{
    private readonly int half;
    private readonly Vector<T>[] real;
    private readonly Vector<T>[] imaginary;
    private readonly T[] cosines;
    private readonly T[] sines;
    private readonly int[] places;

    /// <summary>Makes the tables.</summary>
    /// <param name="size">Samples of a signal, a power of two from 4 to 65,536.</param>
    public RealFft(int size)
    {
        if (size is < 4 or > 65_536 || !BitOperations.IsPow2(size))
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "The size must be a power of two from 4 to 65,536.");
        }

        Size = size;
        half = size / 2;
        (real, imaginary) = (new Vector<T>[half], new Vector<T>[half]);
        (cosines, sines) = (new T[size], new T[size]);
        for (var k = 0; k < size; k++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * k / size);
            (cosines[k], sines[k]) = (T.CreateChecked(cosine), T.CreateChecked(sine));
        }

        places = new int[half + 1];
        for (var k = 0; k < half; k++)
        {
            places[k] = PlaceOf(k, half);
        }

        places[half] = places[0];
    }

    /// <summary>Signals transformed at once.</summary>
    public static int Lanes => Vector<T>.Count;

    /// <summary>Samples of a signal.</summary>
    public int Size { get; }

    /// <summary>Bins of a spectrum, <c>Size / 2 + 1</c>.</summary>
    public int Bins => half + 1;

    /// <summary>Spectra of signals, unscaled: <c>X[k] = Σ x[n]·e^(−2πikn/N)</c>.</summary>
    /// <param name="samples"><c>[Size]</c>.</param>
    /// <param name="re"><c>[Bins]</c>, real parts.</param>
    /// <param name="im"><c>[Bins]</c>, imaginary parts.</param>
    public void Forward(ReadOnlySpan<Vector<T>> samples, Span<Vector<T>> re, Span<Vector<T>> im)
    {
        for (var n = 0; n < half; n++)
        {
            (real[n], imaginary[n]) = (samples[2 * n], samples[(2 * n) + 1]);
        }

        Transform(real, imaginary);
        var scale = T.CreateChecked(0.5);
        for (var k = 0; k <= half; k++)
        {
            var (here, there) = (places[k], places[half - k]);
            var (evenRe, evenIm) = (real[here] + real[there], imaginary[here] - imaginary[there]);
            var (oddRe, oddIm) = (imaginary[here] + imaginary[there], real[there] - real[here]);
            var (cosine, sine) = (cosines[k], sines[k]);
            re[k] = scale * (evenRe + (oddRe * cosine) + (oddIm * sine));
            im[k] = scale * (evenIm + (oddIm * cosine) - (oddRe * sine));
        }
    }

    /// <summary>Signals of spectra, with the factor 1/N. Imaginary parts of the first and the last bin are ignored.</summary>
    /// <param name="re"><c>[Bins]</c>, real parts.</param>
    /// <param name="im"><c>[Bins]</c>, imaginary parts.</param>
    /// <param name="samples"><c>[Size]</c>.</param>
    public void Inverse(ReadOnlySpan<Vector<T>> re, ReadOnlySpan<Vector<T>> im, Span<Vector<T>> samples)
    {
        (real[0], imaginary[0]) = (re[0] + re[half], re[0] - re[half]);
        for (var k = 1; k < half; k++)
        {
            var (evenRe, evenIm) = (re[k] + re[half - k], im[k] - im[half - k]);
            var (oddRe, oddIm) = (re[k] - re[half - k], im[k] + im[half - k]);
            var (cosine, sine) = (cosines[k], sines[k]);
            real[k] = evenRe - ((oddIm * cosine) + (oddRe * sine));
            imaginary[k] = evenIm + ((oddRe * cosine) - (oddIm * sine));
        }

        // With real and imaginary parts exchanged, a forward transform is a backward one.
        Transform(imaginary, real);
        var scale = T.CreateChecked(1.0 / Size);
        for (var n = 0; n < half; n++)
        {
            samples[2 * n] = real[places[n]] * scale;
            samples[(2 * n) + 1] = imaginary[places[n]] * scale;
        }
    }

    // Result k ends at places[k]: its base-4 digits, lowest first, choose quarters from the largest to the smallest.
    private static int PlaceOf(int k, int size)
    {
        var place = 0;
        while (size > 1)
        {
            var radix = size >= 4 ? 4 : 2;
            size /= radix;
            place += k % radix * size;
            k /= radix;
        }

        return place;
    }

    private void Transform(Vector<T>[] re, Vector<T>[] im)
    {
        var size = half;
        for (; size >= 4; size /= 4)
        {
            for (var p = 0; p < size / 4; p++)
            {
                for (var at = p; at < half; at += size)
                {
                    Butterfly(re, im, at, size / 4, p * (Size / size));
                }
            }
        }

        for (var at = 0; size == 2 && at < half; at += 2)
        {
            (re[at], re[at + 1]) = (re[at] + re[at + 1], re[at] - re[at + 1]);
            (im[at], im[at + 1]) = (im[at] + im[at + 1], im[at] - im[at + 1]);
        }
    }

    private void Butterfly(Vector<T>[] re, Vector<T>[] im, int at, int quarter, int twiddle)
    {
        var (b, c, d) = (at + quarter, at + (2 * quarter), at + (3 * quarter));
        var (sumAcRe, sumAcIm) = (re[at] + re[c], im[at] + im[c]);
        var (sumBdRe, sumBdIm) = (re[b] + re[d], im[b] + im[d]);
        var (acRe, acIm) = (re[at] - re[c], im[at] - im[c]);
        var (bdRe, bdIm) = (re[b] - re[d], im[b] - im[d]);
        (re[at], im[at]) = (sumAcRe + sumBdRe, sumAcIm + sumBdIm);
        (re[b], im[b]) = Turn(acRe + bdIm, acIm - bdRe, twiddle);
        (re[c], im[c]) = Turn(sumAcRe - sumBdRe, sumAcIm - sumBdIm, 2 * twiddle);
        (re[d], im[d]) = Turn(acRe - bdIm, acIm + bdRe, 3 * twiddle);
    }

    private (Vector<T> Re, Vector<T> Im) Turn(Vector<T> re, Vector<T> im, int twiddle)
    {
        var (cosine, sine) = (cosines[twiddle], sines[twiddle]);
        return ((re * cosine) + (im * sine), (im * cosine) - (re * sine));
    }
}
