namespace IShowTts.Worker.Api;

/// <summary>Says on an endpoint that it serves a page, or what a page is made of.</summary>
internal static class PageHeadersExtensions
{
    /// <summary>Answers carry the headers of a page.</summary>
    /// <param name="endpoint">An endpoint or a group.</param>
    /// <param name="headers"><see cref="PageHeaders.Alone"/> or <see cref="PageHeaders.Framed"/>.</param>
    public static T WithPageHeaders<T>(this T endpoint, PageHeaders headers)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(headers);
}
