using System.Buffers.Binary;

namespace IShowTts.Worker.Api.Speech;

/// <summary>16 bit signed little endian samples, as <c>WavWriter</c> writes them.</summary>
internal static class Pcm16
{
    /// <summary>Bytes of a sample.</summary>
    public const int BytesPerSample = 2;

    /// <summary>Writes samples.</summary>
    /// <param name="samples">Full scale −1 to 1; what is louder is cut, what is no number is silence.</param>
    /// <param name="bytes">Two for each sample.</param>
    public static void Write(ReadOnlySpan<float> samples, Span<byte> bytes)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            var value = Math.Clamp(MathF.Round(samples[i] * 32_768), short.MinValue, short.MaxValue);
            BinaryPrimitives.WriteInt16LittleEndian(bytes[(BytesPerSample * i)..], float.IsNaN(value) ? (short)0 : (short)value);
        }
    }
}
