namespace IShowTts.Worker.Api.Keys;

/// <summary>The cookie of a dashboard session: no script can read it, and no other site's page makes the browser send it.</summary>
internal static class SessionCookie
{
    /// <summary>Its name.</summary>
    public const string Name = "ishowtts";

    /// <summary>Gives it to a browser.</summary>
    /// <param name="context">The request that signed in.</param>
    /// <param name="value">Its value.</param>
    public static void Give(HttpContext context, string value)
    {
        var options = Options(context);
        options.MaxAge = Sessions.Life;
        context.Response.Cookies.Append(Name, value, options);
    }

    /// <summary>Takes it back.</summary>
    /// <param name="context">The request that signed out.</param>
    public static void Take(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context));

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        IsEssential = true,
        // Behind a proxy with TLS the page's own origin is https, though the request that comes here is not.
        Secure = context.Request.IsHttps || context.Request.Headers.Origin.ToString().StartsWith("https://", StringComparison.OrdinalIgnoreCase),
    };
}
