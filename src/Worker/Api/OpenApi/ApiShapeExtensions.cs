namespace IShowTts.Worker.Api.OpenApi;

/// <summary>Says on an endpoint, for the document, what it takes and gives. Nothing of it changes how requests are answered.</summary>
internal static class ApiShapeExtensions
{
    /// <summary>The media type of server-sent events.</summary>
    public const string Events = "text/event-stream";

    private const string Json = "application/json";

    /// <summary>The body is JSON of this shape.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new JsonBodyShape(typeof(T)));

    /// <summary>The body is a form with texts and one file.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="required">Names of the texts that must be there.</param>
    /// <param name="optional">Names of the texts that may be there.</param>
    /// <param name="file">Name of the file.</param>
    public static RouteHandlerBuilder TakesForm(this RouteHandlerBuilder endpoint, IReadOnlyList<string> required, IReadOnlyList<string> optional, string file) =>
        endpoint.WithMetadata(new FormShape(required, optional, file));

    /// <summary>The answer is JSON of this shape.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="status">Status of success.</param>
    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder endpoint, int status = StatusCodes.Status200OK) => endpoint.Produces<T>(status, Json);

    /// <summary>The answer has no body.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public static RouteHandlerBuilder GivesNothing(this RouteHandlerBuilder endpoint) => endpoint.Produces(StatusCodes.Status204NoContent);

    /// <summary>The answer is bytes of one of these media types.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="types">Media types; at least one.</param>
    public static RouteHandlerBuilder GivesBytes(this RouteHandlerBuilder endpoint, params IReadOnlyList<string> types) =>
        endpoint.Produces<Stream>(StatusCodes.Status200OK, types[0], [.. types.Skip(1)]);

    /// <summary>The answer is server-sent events.</summary>
    /// <param name="endpoint">The endpoint.</param>
    public static RouteHandlerBuilder GivesEvents(this RouteHandlerBuilder endpoint) => endpoint.Produces<string>(StatusCodes.Status200OK, Events);
}
