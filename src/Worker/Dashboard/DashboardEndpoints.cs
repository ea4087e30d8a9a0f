using IShowTts.Worker.Api;
using IShowTts.Worker.Api.Keys;
using Microsoft.Net.Http.Headers;

namespace IShowTts.Worker.Dashboard;

/// <summary>Serves the dashboard's files at <c>/</c> and <c>/dashboard/…</c>. They are open to everyone who may connect: they hold no data; the API that they call asks who one is.</summary>
internal static class DashboardEndpoints
{
    /// <summary>Maps the pages.</summary>
    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (HttpContext context) => Serve(context, "index.html")).RequireScope(ApiScope.None);
        routes.MapGet("/dashboard/{**name}", (HttpContext context, string? name) => Serve(context, name ?? "")).RequireScope(ApiScope.None);
    }

    /// <summary>Sends a file. Browsers keep it and ask each time whether it is still the one, so that a new worker never meets an old page.</summary>
    private static IResult Serve(HttpContext context, string name)
    {
        if (DashboardFiles.Find(name) is not { } file)
        {
            return Problems.NotFound().ToResult();
        }

        context.Response.Headers.CacheControl = "no-cache";
        PageHeaders.Alone.Apply(context.Response);
        return TypedResults.Bytes(file.Bytes, file.ContentType, entityTag: new EntityTagHeaderValue(file.ETag));
    }
}
