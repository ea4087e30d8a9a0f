using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace IShowTts.Worker.Api.OpenApi;

/// <summary>The OpenAPI document of the API, made from the endpoints themselves.</summary>
internal static class OpenApiExtensions
{
    private const string Document = "v1";

    /// <summary>Adds what makes it.</summary>
    public static IServiceCollection AddApiDocument(this IServiceCollection services)
    {
        // Only the document is made with these: answers are written with the types of their own contexts.
        services.ConfigureHttpJsonOptions(static options =>
        {
            options.SerializerOptions.TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(OpenAiNames.Apply);
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        return services.AddOpenApi(Document, static options =>
        {
            options.AddDocumentTransformer<WorkerDocument>();
            options.AddOperationTransformer<ScopedOperation>();
        });
    }

    /// <summary>Maps <c>/openapi/v1.json</c>.</summary>
    public static void MapApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json");
}
