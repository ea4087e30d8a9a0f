using System.Buffers;

namespace IShowTts.Integrations.Discord.Link;

/// <summary>A frame ready to be sent. Whoever sends or drops it returns it, once.</summary>
/// <param name="Array">Holds it from its start.</param>
/// <param name="Length">Bytes of it that count.</param>
/// <param name="IsRented">Whether the array is of the shared pool: audio comes fifty times a second.</param>
internal readonly record struct BridgeBytes(byte[] Array, int Length, bool IsRented)
{
    /// <summary>The frame.</summary>
    public ReadOnlyMemory<byte> Memory => Array.AsMemory(0, Length);

    /// <summary>Gives the memory back.</summary>
    public void Return()
    {
        if (IsRented)
        {
            ArrayPool<byte>.Shared.Return(Array);
        }
    }
}
