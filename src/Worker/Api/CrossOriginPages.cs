namespace IShowTts.Worker.Api;

/// <summary>Lets pages of <see cref="ApiOptions.AllowedOrigins"/> read answers (CORS). Nobody else gets any of these headers, and no page gets cookies: it sends a key.</summary>
internal sealed class CrossOriginPages(RequestOrigins origins)
{
    private const string Methods = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private const string Headers = "Authorization, Content-Type, Last-Event-ID";

    private const string Readable =
        "Location, Link, Retry-After, X-Ishowtts-Voice, X-Ishowtts-Engine, X-Ishowtts-Sample-Rate, X-Ishowtts-Ttfa-Ms, X-Ishowtts-Synth-Ms, X-Ishowtts-Audio-Ms, X-Ishowtts-Rtf, X-Ishowtts-Cut";

    /// <summary>Puts the headers on the answer to a listed page.</summary>
    /// <param name="context">The request; its host is known.</param>
    /// <returns>True when it was the browser's question before the request itself, which is answered with that.</returns>
    public bool Answer(HttpContext context)
    {
        var origin = context.Request.Headers.Origin;
        if (origin.Count != 1 || !origins.IsListed(origin))
        {
            return false;
        }

        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = origin.ToString();
        headers.Append("Vary", "Origin");
        if (!HttpMethods.IsOptions(context.Request.Method) || context.Request.Headers.AccessControlRequestMethod.Count == 0)
        {
            headers.AccessControlExposeHeaders = Readable;
            return false;
        }

        headers.AccessControlAllowMethods = Methods;
        headers.AccessControlAllowHeaders = Headers;
        headers.AccessControlMaxAge = "600";
        if (context.Request.Headers.ContainsKey("Access-Control-Request-Private-Network"))
        {
            headers["Access-Control-Allow-Private-Network"] = "true";
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }
}
