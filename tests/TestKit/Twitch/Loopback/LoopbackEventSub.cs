using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>EventSub of a <see cref="LoopbackTwitch"/>, and what Helix knows of users and chat.</summary>
public sealed class LoopbackEventSub
{
    /// <summary>Maps the routes.</summary>
    internal void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/helix/users", static () => Results.Json(new { data = Array.Empty<object>() }));
}
