namespace IShowTts.TestKit.Discord;

/// <summary>What a member heard.</summary>
/// <param name="Samples">48 kHz, the left channel, 960 samples for each packet.</param>
/// <param name="Packets">Where the samples came from.</param>
internal sealed record LoopbackAudio(float[] Samples, IReadOnlyList<LoopbackPacket> Packets)
{
    /// <summary>Samples of a packet.</summary>
    public const int SamplesPerPacket = 960;

    /// <summary>The samples of packets with sound alone, in order.</summary>
    public float[] Sound
    {
        get
        {
            var sound = new List<float>(Samples.Length);
            for (var i = 0; i < Packets.Count; i++)
            {
                if (!Packets[i].Silence) sound.AddRange(Samples.AsSpan(i * SamplesPerPacket, SamplesPerPacket));
            }

            return [.. sound];
        }
    }
}

/// <summary>One packet heard.</summary>
/// <param name="At">When it arrived, milliseconds of the loopback's clock.</param>
/// <param name="Connection">Number of its connection.</param>
/// <param name="Sequence">RTP sequence number.</param>
/// <param name="Timestamp">RTP timestamp.</param>
/// <param name="Silence">It is a silence frame.</param>
internal sealed record LoopbackPacket(double At, int Connection, int Sequence, uint Timestamp, bool Silence);
