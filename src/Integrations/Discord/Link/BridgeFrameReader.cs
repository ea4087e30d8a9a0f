using System.Buffers.Binary;

namespace IShowTts.Integrations.Discord.Link;

/// <summary>Reads frames of the bridge's protocol; never holds more than one of the longest.</summary>
/// <param name="stream">Where they come from; not owned.</param>
internal sealed class BridgeFrameReader(Stream stream)
{
    private readonly byte[] header = new byte[BridgeFrames.HeaderBytes];
    private byte[] buffer = new byte[4_096];

    /// <summary>Reads the next frame.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null at the end of the stream.</returns>
    /// <exception cref="BridgeLostException">It ends in the middle of a frame, or a frame is too long.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public async ValueTask<BridgeFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        var count = await stream.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken);
        if (count == 0)
        {
            return null;
        }

        if (count < header.Length)
        {
            throw new BridgeLostException("The bridge ended in the middle of a message.");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(1));
        if (length > BridgeFrames.MaxPayload)
        {
            throw new BridgeLostException($"The bridge sent a message of {length} bytes, and {BridgeFrames.MaxPayload} is the most.");
        }

        if (buffer.Length < length)
        {
            buffer = new byte[length];
        }

        var payload = buffer.AsMemory(0, (int)length);
        if (await stream.ReadAtLeastAsync(payload, payload.Length, throwOnEndOfStream: false, cancellationToken) < payload.Length)
        {
            throw new BridgeLostException("The bridge ended in the middle of a message.");
        }

        return new BridgeFrame(header[0], payload);
    }
}
