using System.Buffers.Binary;
using System.IO.Compression;
using IShowTts.TestKit.Audio;
using IShowTts.Tts.Audio;

namespace IShowTts.Worker.Tests.Api.Voices;

/// <summary>Recordings as people, and others, upload them.</summary>
internal static class Clips
{
    public const string Transcript = "Some call me nature, others call me mother nature.";

    /// <summary>Sound all the way.</summary>
    public static byte[] Sound(double seconds = 4, double amplitude = 0.3, int rate = 24_000) => Wav(rate, ToneGenerator.Sine(rate, 220, seconds, amplitude));

    /// <summary>What a hostile sender calls a WAV.</summary>
    public static byte[] Hostile(string kind)
    {
        var wav = Sound();
        switch (kind)
        {
            case "zip":
                using (var stream = new MemoryStream())
                {
                    using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
                    {
                        using var entry = zip.CreateEntry("clip.wav").Open();
                        entry.Write(new byte[100_000]);
                    }

                    return stream.ToArray();
                }

            case "empty": return [];
            case "zeros": return new byte[1 << 20];
            case "silence": return Wav(24_000, new float[24_000 * 4]);
            case "truncated": return wav[..(wav.Length / 2)];
            case "header-only": return wav[..44];
            case "rate-zero": return Change(wav, 24, 0);
            case "rate-four-billion": return Change(wav, 24, uint.MaxValue);
            case "channels-64":
                BinaryPrimitives.WriteUInt16LittleEndian(wav.AsSpan(22), 64);
                return wav;
            case "giant-data": return Change(wav, 40, uint.MaxValue - 1);
            case "giant-format": return Change(wav, 16, uint.MaxValue - 1);
            case "too-short": return Sound(seconds: 0.6);
            case "too-long": return Sound(seconds: 31, rate: 8_000);
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }

    private static byte[] Wav(int rate, float[] samples)
    {
        using var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, new AudioFormat(rate, 1), WavSampleFormat.Pcm16, leaveOpen: true))
        {
            writer.Write(samples);
        }

        return stream.ToArray();
    }

    private static byte[] Change(byte[] wav, int at, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(wav.AsSpan(at), value);
        return wav;
    }
}
