using IShowTts.Worker.Api.OpenApi;

namespace IShowTts.Worker.Api;

/// <summary>How the worker is.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps <c>/healthz</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/healthz", async (HealthReport report, CancellationToken token) =>
            TypedResults.Json(await report.CreateAsync(token), ApiJsonContext.Default.HealthBody)).Gives<HealthBody>();
}
