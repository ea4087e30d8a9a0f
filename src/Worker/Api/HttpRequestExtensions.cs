using System.Net;

namespace IShowTts.Worker.Api;

/// <summary>Where a request comes from.</summary>
internal static class HttpRequestExtensions
{
    /// <summary>Whether a program of this machine sent it. What a proxy or tunnel on this machine passes on comes from elsewhere; they say so in a header (RFC 9110 7.6.3, RFC 7239).</summary>
    /// <param name="request">The request.</param>
    public static bool IsFromThisMachine(this HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote) && !request.Headers.Keys.Any(IsOfAProxy);

    private static bool IsOfAProxy(string header) =>
        header.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Via", StringComparison.OrdinalIgnoreCase)
        || header.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase);
}
