namespace IShowTts.Worker.Api;

/// <summary>Headers of a page that a browser shows, so that nothing in it can run that is not ours and nobody can frame or leak it. Viewers' words are text on these pages, never markup; this is the second wall.</summary>
/// <param name="MayBeFramed">Whether pages of the worker itself may show it in a frame: the overlay, for the dashboard's preview.</param>
internal sealed record PageHeaders(bool MayBeFramed)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors ";

    private const string Permissions =
        "accelerometer=(), autoplay=(self), camera=(), display-capture=(), encrypted-media=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    /// <summary>For pages that stand alone: the dashboard.</summary>
    public static PageHeaders Alone { get; } = new(MayBeFramed: false);

    /// <summary>For pages that our own pages may show in a frame: the overlay.</summary>
    public static PageHeaders Framed { get; } = new(MayBeFramed: true);

    /// <summary>Puts them on an answer that has not started.</summary>
    /// <param name="response">The answer.</param>
    public void Apply(HttpResponse response)
    {
        var headers = response.Headers;
        // The dashboard frames the overlay; so its own policy must allow frames of ourselves.
        headers.ContentSecurityPolicy = Policy + (MayBeFramed ? "'self'" : "'none'; frame-src 'self'");
        headers.XFrameOptions = MayBeFramed ? "SAMEORIGIN" : "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
