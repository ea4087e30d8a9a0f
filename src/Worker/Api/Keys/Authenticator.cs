using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api.Keys;

/// <summary>Finds out who calls.</summary>
internal sealed class Authenticator(ApiToken token, KeyRing keys, Sessions sessions, IOptions<ApiOptions> options)
{
    private const string Scheme = "Bearer ";

    /// <summary>Looks at the credentials of a request.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The caller; null when credentials came that are wrong.</returns>
    public ApiCaller? Authenticate(HttpRequest request)
    {
        if (SecretsInAddress.FindOverlayKey(request) is { } overlayKey)
        {
            return keys.Find(overlayKey) is { Key.IsOverlay: true } overlay ? overlay.Caller : null;
        }

        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            // A cookie of an earlier session is no mistake of anybody: the dashboard asks to sign in.
            return FindSession(request) ?? ApiCaller.Anonymous(IsReadingOpen(request));
        }

        var secret = header[Scheme.Length..].Trim();
        return token.Matches(secret) ? new ApiCaller("api", ApiScopes.All, CallerKind.Token) : keys.Find(secret)?.Caller;
    }

    private ApiCaller? FindSession(HttpRequest request) => request.Cookies.TryGetValue(SessionCookie.Name, out var value) && value is not null ? sessions.Find(value) : null;

    /// <summary>Programs of this machine may read without credentials, unless that is closed.</summary>
    private bool IsReadingOpen(HttpRequest request) => !options.Value.RequireTokenForReading && request.IsFromThisMachine();
}
