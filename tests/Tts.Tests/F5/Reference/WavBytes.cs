using IShowTts.Tts.Audio;

namespace IShowTts.Tts.Tests.F5.Reference;

/// <summary>WAV files made in memory.</summary>
internal static class WavBytes
{
    public static byte[] Of(int sampleRate, int channels, ReadOnlySpan<float> samples, WavSampleFormat format = WavSampleFormat.Pcm16)
    {
        using var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, new AudioFormat(sampleRate, channels), format, leaveOpen: true))
        {
            writer.Write(samples);
        }

        return stream.ToArray();
    }

    /// <summary>Noise and pauses by turns: lengths in milliseconds, levels as amplitudes; sample frames of the same index have the same value in all channels but sign.</summary>
    public static float[] Script(int sampleRate, int channels, int seed, params (int Milliseconds, double Amplitude)[] parts)
    {
        var random = new Random(seed);
        var samples = new List<float>();
        foreach (var (milliseconds, amplitude) in parts)
        {
            for (var i = 0; i < (int)(milliseconds * (long)sampleRate / 1000) * channels; i++)
            {
                samples.Add((float)(amplitude * ((random.NextDouble() * 2) - 1)));
            }
        }

        return [.. samples];
    }
}
