namespace IShowTts.Worker.Api.OpenApi;

/// <summary>The OpenAPI document of the API, made from the endpoints themselves.</summary>
internal static class OpenApiExtensions
{
    private const string Document = "v1";

    /// <summary>Adds what makes it.</summary>
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Document, static options =>
    {
        options.AddDocumentTransformer<WorkerDocument>();
        options.AddOperationTransformer<ScopedOperation>();
    });

    /// <summary>Maps <c>/openapi/v1.json</c>.</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json");
}
