using System.Numerics;
using System.Runtime.InteropServices;
using IShowTts.TestKit.Audio;
using IShowTts.Tts.Dsp;

namespace IShowTts.Tts.Tests.Dsp;

public sealed class RealFftTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(512)]
    [InlineData(1024)]
    public void Forward_NoiseInEveryLane_IsThePlainTransform(int size)
    {
        var fft = new RealFft<float>(size);
        var signals = Signals(size);
        var (re, im) = (new Vector<float>[fft.Bins], new Vector<float>[fft.Bins]);

        fft.Forward(signals, re, im);

        for (var lane = 0; lane < RealFft<float>.Lanes; lane++)
        {
            for (var k = 0; k < fft.Bins; k++)
            {
                var expected = Complex.Zero;
                for (var n = 0; n < size; n++)
                {
                    expected += signals[n][lane] * Complex.FromPolarCoordinates(1, -2 * Math.PI * ((long)k * n % size) / size);
                }

                ((double)re[k][lane]).ShouldBe(expected.Real, 2e-6 * Math.Sqrt(size));
                ((double)im[k][lane]).ShouldBe(expected.Imaginary, 2e-6 * Math.Sqrt(size));
            }
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(32)]
    [InlineData(1024)]
    public void Inverse_OfForward_GivesTheSignalBack(int size)
    {
        var fft = new RealFft<float>(size);
        var signals = Signals(size);
        var (re, im, back) = (new Vector<float>[fft.Bins], new Vector<float>[fft.Bins], new Vector<float>[size]);

        fft.Forward(signals, re, im);
        (im[0], im[^1]) = (new Vector<float>(7), new Vector<float>(-3));
        fft.Inverse(re, im, back);

        AudioAssert.SignalToErrorDb(MemoryMarshal.Cast<Vector<float>, float>(back), MemoryMarshal.Cast<Vector<float>, float>(signals)).ShouldBeGreaterThan(125);
    }

    [Fact]
    public void Inverse_InDouble_IsExactTo14Digits()
    {
        var fft = new RealFft<double>(1024);
        var signals = ToneGenerator.Noise(1024).Select(sample => new Vector<double>(sample)).ToArray();
        var (re, im, back) = (new Vector<double>[fft.Bins], new Vector<double>[fft.Bins], new Vector<double>[1024]);

        fft.Forward(signals, re, im);
        fft.Inverse(re, im, back);

        for (var n = 0; n < 1024; n++)
        {
            Vector.LessThanAll(Vector.Abs(back[n] - signals[n]), new Vector<double>(1e-14)).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1000)]
    [InlineData(131072)]
    public void Constructor_SizeOutOfRange_Throws(int size) => Should.Throw<ArgumentOutOfRangeException>(() => new RealFft<float>(size));

    private static Vector<float>[] Signals(int size) =>
        MemoryMarshal.Cast<float, Vector<float>>(ToneGenerator.Noise(size * RealFft<float>.Lanes, seed: size)).ToArray();
}
