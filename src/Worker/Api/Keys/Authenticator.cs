using System.Net;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api.Keys;

/// <summary>Finds out who calls.</summary>
internal sealed class Authenticator(ApiToken token, IOptions<ApiOptions> options)
{
    private const string Scheme = "Bearer ";

    /// <summary>Looks at the credentials of a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The caller; null when credentials came that are wrong.</returns>
    public ApiCaller? Authenticate(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return ApiCaller.Anonymous(IsReadingOpen(request));
        }

        return token.Matches(header[Scheme.Length..].Trim()) ? new ApiCaller("api", ApiScopes.All, CallerKind.Token) : null;
    }

    /// <summary>Programs of this machine may read without credentials, unless that is closed.</summary>
    private bool IsReadingOpen(HttpRequest request) =>
        !options.Value.RequireTokenForReading && request.HttpContext.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote);
}
