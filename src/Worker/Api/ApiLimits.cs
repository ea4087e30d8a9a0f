using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace IShowTts.Worker.Api;

/// <summary>What one client can take of the server. The sizes leave room for a dashboard, some overlays and programs; who sends or reads too slowly is cut off.</summary>
internal static class ApiLimits
{
    /// <summary>Most connections at a time.</summary>
    public const int MaxConnections = 1_024;

    /// <summary>Most sockets at a time: an overlay has one.</summary>
    public const int MaxSockets = 64;

    /// <summary>Time for all headers of a request; a browser needs milliseconds.</summary>
    public static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Time that an idle connection is kept.</summary>
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(90);

    // Slower than any line that could carry speech.
    private static readonly MinDataRate SlowestSender = new(240, TimeSpan.FromSeconds(5));

    /// <summary>Sets them.</summary>
    /// <param name="limits">The server's.</param>
    /// <param name="options">Knows the largest body.</param>
    public static void Apply(KestrelServerLimits limits, ApiOptions options)
    {
        limits.MaxConcurrentConnections = MaxConnections;
        limits.MaxConcurrentUpgradedConnections = MaxSockets;
        limits.RequestHeadersTimeout = HeadersTimeout;
        limits.KeepAliveTimeout = IdleTimeout;
        limits.MinRequestBodyDataRate = SlowestSender;
        limits.MinResponseDataRate = SlowestSender;
        limits.MaxRequestBodySize = options.MaxBodyBytes;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestBufferSize = 64 * 1024;
    }
}
