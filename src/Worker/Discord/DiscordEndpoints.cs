using IShowTts.Integrations.Discord;
using IShowTts.Worker.Api;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Api.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace IShowTts.Worker.Discord;

/// <summary>How the Discord bot is.</summary>
internal static class DiscordEndpoints
{
    /// <summary>Maps <c>/api/discord</c>.</summary>
    public static void MapDiscord(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/discord", static ([FromServices] IEnumerable<IDiscordBot> bots) =>
            TypedResults.Json(DiscordBody.From(bots.FirstOrDefault()), ApiJsonContext.Default.DiscordBody)).RequireScope(ApiScope.Read).Gives<DiscordBody>();
}
