using System.Net;
using System.Net.Sockets;

namespace IShowTts.Worker.Api.Keys;

/// <summary>Counts wrong credentials per address (of IPv6 the first 64 bits) and tells an address to wait longer and longer. Right credentials are never asked about here: all programs of a machine share one address. Thread safe.</summary>
internal sealed class WrongKeys(TimeProvider time)
{
    /// <summary>Mistakes that cost nothing.</summary>
    public const int Free = 10;

    /// <summary>Most addresses that are remembered; the one that was quiet longest is forgotten.</summary>
    public const int MaxAddresses = 4_096;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Forgiven = TimeSpan.FromMinutes(15);
    private readonly Lock gate = new();
    private readonly Dictionary<UInt128, Entry> entries = [];

    /// <summary>Addresses that are remembered.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>Wrong credentials came.</summary>
    /// <param name="address">From where; null when unknown.</param>
    /// <returns>How long it must wait; null when the mistake may still be explained to it.</returns>
    public TimeSpan? Note(IPAddress? address)
    {
        var now = time.GetUtcNow();
        var place = PlaceOf(address);
        lock (gate)
        {
            entries.TryGetValue(place, out var entry);
            if (now < entry.BlockedUntil)
            {
                return entry.BlockedUntil - now;
            }

            if (now - entry.LastAt >= Forgiven)
            {
                entry = default;
            }

            if (!entries.ContainsKey(place) && entries.Count >= MaxAddresses)
            {
                entries.Remove(entries.MinBy(pair => pair.Value.LastAt).Key);
            }

            var count = entry.Count + 1;
            entries[place] = new Entry(count, now, now + WaitAfter(count));
            return null;
        }
    }

    private static TimeSpan WaitAfter(int count)
    {
        var doublings = count - Free;
        return doublings < 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, 1 << Math.Min(doublings, 16)));
    }

    private static UInt128 PlaceOf(IPAddress? address)
    {
        if (address is null)
        {
            return UInt128.Zero;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6)
        {
            bytes[8..].Clear();
        }

        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private readonly record struct Entry(int Count, DateTimeOffset LastAt, DateTimeOffset BlockedUntil);
}
