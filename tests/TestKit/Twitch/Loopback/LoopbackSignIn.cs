using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>OAuth of a <see cref="LoopbackTwitch"/>: device code, tokens, renewal, validation, revocation.</summary>
public sealed class LoopbackSignIn
{
    private readonly ConcurrentDictionary<string, string> good = new(StringComparer.Ordinal);

    /// <summary>Makes an access token good, as a sign-in does.</summary>
    /// <param name="token">The access token.</param>
    /// <param name="userId">Whose it is.</param>
    public void Allow(string token, string userId = LoopbackTwitch.BroadcasterId) => good[token] = userId;

    /// <summary>Makes an access token bad, as time or a revocation does.</summary>
    public void Refuse(string token) => good.TryRemove(token, out _);

    /// <summary>Whether a Helix call may pass: a good bearer token and our client id.</summary>
    internal bool Admits(HttpRequest request) => UserOf(request) is not null && request.Headers["Client-Id"] == LoopbackTwitch.ClientId;

    /// <summary>Whose token a call carries; null for none that is good.</summary>
    internal string? UserOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.Ordinal) ? good.GetValueOrDefault(header["Bearer ".Length..]) : null;
    }

    /// <summary>Maps the routes.</summary>
    internal void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/oauth2/revoke", static () => Results.Ok());
}
