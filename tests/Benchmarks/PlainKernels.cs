using IShowTts.Tts.Dsp;

namespace IShowTts.Benchmarks;

/// <summary>Textbook forms of the Dsp kernels, one mel frame and one sample after the other, to measure ours against.</summary>
internal sealed class PlainKernels
{
    private const int Size = 1024;
    private const int Hop = 256;
    private readonly float[] window = HannWindow.Periodic(Size);
    private readonly float[] real = new float[Size];
    private readonly float[] imaginary = new float[Size];
    private readonly float[] cosines = new float[Size];
    private readonly float[] sines = new float[Size];
    private readonly float[] filters = new MelFilterBank((Size / 2) + 1, MelSpectrogram.Mels, MelSpectrogram.SampleRate).ToMatrix();

    public PlainKernels()
    {
        for (var i = 0; i < Size; i++)
        {
            (sines[i], cosines[i]) = MathF.SinCos(2 * MathF.PI * i / Size);
        }
    }

    /// <summary>As <see cref="InverseStft.Synthesize"/>.</summary>
    public void InverseStft(ReadOnlySpan<float> head, Span<float> samples)
    {
        var frames = head.Length / 1026;
        var sum = new float[(frames * Hop) + Size];
        var weight = new float[sum.Length];
        for (var frame = 0; frame < frames; frame++)
        {
            var row = head.Slice(frame * 1026, 1026);
            for (var k = 0; k <= Size / 2; k++)
            {
                var magnitude = Math.Min(MathF.Exp(row[k]), 100);
                (real[k], imaginary[k]) = (magnitude * MathF.Cos(row[513 + k]), k is 0 or Size / 2 ? 0 : -magnitude * MathF.Sin(row[513 + k]));
                (real[(Size - k) % Size], imaginary[(Size - k) % Size]) = (real[k], -imaginary[k]);
            }

            Transform();
            for (var n = 0; n < Size; n++)
            {
                sum[(frame * Hop) + n] += real[n] / Size * window[n];
                weight[(frame * Hop) + n] += window[n] * window[n];
            }
        }

        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = sum[i + (Size / 2)] / weight[i + (Size / 2)];
        }
    }

    /// <summary>As <see cref="MelSpectrogram.Analyze"/>, in fp32.</summary>
    public void Mel(ReadOnlySpan<float> samples, Span<float> mel)
    {
        var frames = MelSpectrogram.FramesOf(samples.Length);
        for (var frame = 0; frame < frames; frame++)
        {
            for (var n = 0; n < Size; n++)
            {
                var at = Math.Abs((frame * Hop) - (Size / 2) + n);
                (real[n], imaginary[n]) = (window[n] * samples[at < samples.Length ? at : (2 * (samples.Length - 1)) - at], 0);
            }

            Transform();
            var row = mel.Slice(frame * MelSpectrogram.Mels, MelSpectrogram.Mels);
            row.Clear();
            for (var k = 0; k <= Size / 2; k++)
            {
                var magnitude = MathF.Sqrt((real[k] * real[k]) + (imaginary[k] * imaginary[k]));
                for (var filter = 0; filter < row.Length; filter++)
                {
                    row[filter] += magnitude * filters[(k * row.Length) + filter];
                }
            }

            for (var filter = 0; filter < row.Length; filter++)
            {
                row[filter] = MathF.Log(Math.Max(row[filter], 1e-5f));
            }
        }
    }

    // Radix 2 in place, bits reversed first.
    private void Transform()
    {
        for (int i = 1, j = 0; i < Size; i++)
        {
            var bit = Size >> 1;
            for (; (j & bit) != 0; bit >>= 1)
            {
                j ^= bit;
            }

            j ^= bit;
            if (i < j)
            {
                (real[i], real[j], imaginary[i], imaginary[j]) = (real[j], real[i], imaginary[j], imaginary[i]);
            }
        }

        for (var length = 2; length <= Size; length *= 2)
        {
            for (var start = 0; start < Size; start += length)
            {
                for (var k = 0; k < length / 2; k++)
                {
                    var (cosine, sine) = (cosines[k * (Size / length)], sines[k * (Size / length)]);
                    var (a, b) = (start + k, start + k + (length / 2));
                    var (turnedRe, turnedIm) = ((real[b] * cosine) + (imaginary[b] * sine), (imaginary[b] * cosine) - (real[b] * sine));
                    (real[b], imaginary[b]) = (real[a] - turnedRe, imaginary[a] - turnedIm);
                    (real[a], imaginary[a]) = (real[a] + turnedRe, imaginary[a] + turnedIm);
                }
            }
        }
    }
}
