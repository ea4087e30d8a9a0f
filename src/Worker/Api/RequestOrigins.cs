using System.Net;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api;

/// <summary>By which name the server is called, and from which web page.</summary>
internal sealed class RequestOrigins(IOptions<ApiOptions> options)
{
    private readonly ApiOptions options = options.Value;

    /// <summary>What is wrong with where a request comes from; null when nothing is.</summary>
    /// <param name="request">The request.</param>
    public ProblemBody? FindObjection(HttpRequest request)
    {
        if (!IsKnownHost(request.Host.Host))
        {
            return Problems.HostNotAllowed(request.Host.Value ?? "");
        }

        var origins = request.Headers.Origin;
        if (IsReadByAnotherPage(request) && !(origins.Count == 1 && (IsOwn(origins, request) || IsListed(origins))))
        {
            return Problems.PageNotAllowed();
        }

        return origins.Count > 0 && HasEffect(request) && !origins.All(origin => IsOwn(origin, request) || IsListed(origin))
            ? Problems.OriginNotAllowed(origins.ToString())
            : null;
    }

    /// <summary>IP addresses and localhost cannot be rebound by a hostile name server; other names must be listed.</summary>
    /// <param name="host">Name in the header <c>Host</c>, without port.</param>
    public bool IsKnownHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host, out _)
        || options.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a request may change something. So may a socket: browsers open one to any server, whatever the page, and let the page read it.</summary>
    public static bool HasEffect(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || request.Headers.Upgrade.Count > 0;

    /// <summary>Whether the page is one that the worker itself served. A proxy before it may speak https.</summary>
    /// <param name="origin">The header; null or empty is not ours.</param>
    /// <param name="request">The request.</param>
    public static bool IsOwn(string? origin, HttpRequest request) =>
        origin is not null
        && (origin.Equals($"http://{request.Host}", StringComparison.OrdinalIgnoreCase) || origin.Equals($"https://{request.Host}", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the page is one of <see cref="ApiOptions.AllowedOrigins"/>.</summary>
    /// <param name="origin">The header.</param>
    public bool IsListed(string? origin) =>
        options.AllowedOrigins.Any(allowed => allowed.TrimEnd('/').Equals(origin, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a browser says that another site's page reads (Fetch Metadata): it could not see the answer, but hold event streams open. No page can send a bearer's header without asking first.</summary>
    private static bool IsReadByAnotherPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && (request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
        && request.Headers["Sec-Fetch-Site"].ToString() is ("cross-site" or "same-site")
        && !request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);
}
