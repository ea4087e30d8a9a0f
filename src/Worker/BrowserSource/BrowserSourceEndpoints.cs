using IShowTts.Worker.Api;
using IShowTts.Worker.Api.Keys;
using Microsoft.Net.Http.Headers;

namespace IShowTts.Worker.BrowserSource;

/// <summary>The overlay page and its socket.</summary>
internal static class BrowserSourceEndpoints
{
    private const int LongestName = 32;

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    /// <summary>Maps <c>/overlay</c>, its files and <c>/overlay/socket</c>.</summary>
    /// <remarks>The page itself holds no secret and no viewer's word, so everyone may load it; all of that comes through the socket, which needs the key.</remarks>
    public static void MapBrowserSource(this WebApplication app)
    {
        app.UseWebSockets();
        app.MapGet("/overlay", (HttpContext context) => File(context, "index.html")).RequireScope(ApiScope.None);
        app.MapGet("/overlay/{file}", (HttpContext context, string file) => File(context, file)).RequireScope(ApiScope.None);
        app.MapGet("/overlay/socket", ConnectAsync).RequireScope(ApiScope.None);
    }

    private static IResult File(HttpContext context, string name)
    {
        if (!OverlayFiles.All.TryGetValue(name, out var file))
        {
            return Problems.NotFound().ToResult();
        }

        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return TypedResults.Bytes(file.Bytes, file.ContentType);
    }

    private static async Task ConnectAsync(HttpContext context)
    {
        if (Objection(context) is { } objection)
        {
            Log.Refused(context.RequestServices.GetRequiredService<ILogger<OverlaySocket>>(), objection.Type);
            await objection.WriteAsync(context);
            return;
        }

        var roster = context.RequestServices.GetRequiredService<OverlayRoster>();
        var page = roster.Join(NameOf(context.Request));
        if (page is null)
        {
            await Problems.TooManyPages().WriteAsync(context);
            return;
        }

        try
        {
            await context.RequestServices.GetRequiredService<OverlaySocket>().ServeAsync(context, page);
        }
        finally
        {
            roster.Leave(page);
        }
    }

    private static ProblemBody? Objection(HttpContext context)
    {
        var request = context.Request;
        if (!context.RequestServices.GetRequiredService<OverlayAccess>().Allows(request))
        {
            return Problems.OverlayKey();
        }

        if (!OverlayAccess.IsOwnPage(request))
        {
            return Problems.OriginNotAllowed(request.Headers.Origin.ToString());
        }

        if (NameOf(request) is var name && (name.Length > LongestName || !name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')))
        {
            return Problems.Invalid("name", $"The name of an overlay is at most {LongestName} of the letters a to z, digits, - and _.");
        }

        return context.WebSockets.IsWebSocketRequest ? null : Problems.WebSocketOnly();
    }

    private static string NameOf(HttpRequest request) => request.Query["name"].ToString().ToLowerInvariant();
}
