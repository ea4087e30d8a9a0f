using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IShowTts.Integrations.Discord.Link;

/// <summary>Makes frames of the bridge's protocol (docs/discord-bridge.md): type, length, payload, all in one piece of memory.</summary>
internal static class BridgeFrames
{
    /// <summary>Type of a JSON object.</summary>
    public const byte Json = 1;

    /// <summary>Type of audio.</summary>
    public const byte Audio = 2;

    /// <summary>Bytes before the payload: u8 type, u32le length.</summary>
    public const int HeaderBytes = 5;

    /// <summary>Longest payload, bytes.</summary>
    public const int MaxPayload = 1 << 20;

    /// <summary>Most sample frames in one frame of audio: 40 ms.</summary>
    public const int MaxAudioFrames = 1_920;

    private const int AudioHeaderBytes = 5;
    private const int Channels = 2;

    /// <summary>Makes a frame with a JSON object.</summary>
    /// <typeparam name="T">What is sent.</typeparam>
    /// <param name="message">What is sent.</param>
    /// <param name="type">How it is written.</param>
    /// <exception cref="DiscordException">It is longer than a frame may be.</exception>
    public static BridgeBytes Of<T>(T message, JsonTypeInfo<T> type)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(message, type);
        if (payload.Length > MaxPayload)
        {
            throw new DiscordException("too-long", $"This is {payload.Length} bytes for the Discord bridge, and it takes {MaxPayload} at once. Send less.");
        }

        var frame = new byte[HeaderBytes + payload.Length];
        WriteHeader(frame, Json, payload.Length);
        payload.CopyTo(frame.AsSpan(HeaderBytes));
        return new BridgeBytes(frame, frame.Length, IsRented: false);
    }

    /// <summary>Makes a frame with audio, samples rounded to 16 bits and clipped at full scale.</summary>
    /// <param name="sink">Number of the sink.</param>
    /// <param name="epoch">Which run of audio it belongs to.</param>
    /// <param name="samples">Interleaved stereo, at most <see cref="MaxAudioFrames"/> whole sample frames.</param>
    /// <param name="gain">Factor.</param>
    public static BridgeBytes OfAudio(byte sink, uint epoch, ReadOnlySpan<float> samples, float gain)
    {
        if (samples.Length % Channels != 0 || samples.Length > MaxAudioFrames * Channels)
        {
            throw new ArgumentException($"{samples.Length} samples are not up to {MaxAudioFrames} whole sample frames of stereo.", nameof(samples));
        }

        var length = AudioHeaderBytes + (samples.Length * sizeof(short));
        var frame = ArrayPool<byte>.Shared.Rent(HeaderBytes + length);
        WriteHeader(frame, Audio, length);
        frame[HeaderBytes] = sink;
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(HeaderBytes + 1), epoch);
        var target = frame.AsSpan(HeaderBytes + AudioHeaderBytes);
        for (var i = 0; i < samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(target[(i * sizeof(short))..], ToInt16(samples[i] * gain));
        }

        return new BridgeBytes(frame, HeaderBytes + length, IsRented: true);
    }

    private static short ToInt16(float sample)
        => float.IsNaN(sample) ? (short)0 : (short)Math.Clamp(MathF.Round(sample * 32_768), short.MinValue, short.MaxValue);

    private static void WriteHeader(Span<byte> frame, byte type, int length)
    {
        frame[0] = type;
        BinaryPrimitives.WriteInt32LittleEndian(frame[1..], length);
    }
}
