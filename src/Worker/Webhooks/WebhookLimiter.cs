using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Webhooks;

/// <summary>Says whether one more request of an address to a source is taken this minute. What was idle is forgotten.</summary>
internal sealed class WebhookLimiter : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private const int NetworkBytes = 8;

    private readonly PartitionedRateLimiter<(string Source, string Address)> limiter;

    /// <summary>Makes one.</summary>
    public WebhookLimiter(IOptions<WebhookOptions> options)
    {
        var limit = options.Value.RequestsPerMinute;
        limiter = PartitionedRateLimiter.Create<(string Source, string Address), (string Source, string Address)>(key =>
            RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = limit, Window = Window, QueueLimit = 0 }));
    }

    /// <summary>Counts a request.</summary>
    /// <param name="source">Name of the source; empty for a path that is none.</param>
    /// <param name="address">Who asks.</param>
    /// <returns>Null when it is taken; else after how long to try again.</returns>
    public TimeSpan? Take(string source, IPAddress? address)
    {
        using var lease = limiter.AttemptAcquire((source, Describe(address)));
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait
            : Window;
    }

    /// <inheritdoc/>
    public void Dispose() => limiter.Dispose();

    // One customer of an IPv6 network has a whole /64 of addresses.
    private static string Describe(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes)) : address.ToString();
    }
}
