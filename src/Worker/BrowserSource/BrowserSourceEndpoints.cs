using IShowTts.Worker.Api;
using IShowTts.Worker.Api.Keys;

namespace IShowTts.Worker.BrowserSource;

/// <summary>The overlay page and its socket.</summary>
internal static class BrowserSourceEndpoints
{
    private const int LongestName = 32;

    /// <summary>Maps <c>/overlay</c>, its files and <c>/overlay/socket</c>.</summary>
    /// <remarks>The page itself holds no secret and no viewer's word, so everyone may load it; all of that comes through the socket, which needs the key.</remarks>
    public static void MapBrowserSource(this WebApplication app)
    {
        app.UseWebSockets();
        app.MapGet("/overlay", () => File("index.html")).RequireScope(ApiScope.None).WithPageHeaders(PageHeaders.Framed);
        app.MapGet("/overlay/{file}", (string file) => File(file)).RequireScope(ApiScope.None).WithPageHeaders(PageHeaders.Framed);
        app.MapGet("/overlay/socket", ConnectAsync).RequireScope(ApiScope.Overlay);
    }

    private static IResult File(string name) =>
        OverlayFiles.All.TryGetValue(name, out var file) ? TypedResults.Bytes(file.Bytes, file.ContentType) : Problems.NotFound().ToResult();

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
        if (NameOf(request) is var name && (name.Length > LongestName || !name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')))
        {
            return Problems.Invalid("name", $"The name of an overlay is at most {LongestName} of the letters a to z, digits, - and _.");
        }

        return context.WebSockets.IsWebSocketRequest ? null : Problems.WebSocketOnly();
    }

    private static string NameOf(HttpRequest request) => request.Query["name"].ToString().ToLowerInvariant();
}
