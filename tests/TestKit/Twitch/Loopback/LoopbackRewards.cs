using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>Channel-point rewards and their redemptions of a <see cref="LoopbackTwitch"/>.</summary>
public sealed class LoopbackRewards
{
    /// <summary>Maps the routes.</summary>
    internal void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/helix/channel_points/custom_rewards", static () => Results.Json(new { data = Array.Empty<object>() }));
}
