using IShowTts.Worker.Api.Keys;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace IShowTts.Worker.Api.OpenApi;

/// <summary>Says of each operation which scope it needs and what its errors look like.</summary>
internal sealed class ScopedOperation : IOpenApiOperationTransformer
{
    /// <inheritdoc/>
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var description = context.Description;
        var method = description.HttpMethod ?? "";
        var scope = ScopeGate.ScopeOf(description.ActionDescriptor.EndpointMetadata.OfType<RequiredScope>().LastOrDefault(), method);
        if (description.ActionDescriptor.EndpointMetadata.OfType<FormShape>().LastOrDefault() is { } form)
        {
            operation.RequestBody = form.Describe();
        }

        Describe(operation, $"{method} /{description.RelativePath?.TrimEnd('/')}", scope, context.Document);
        return Task.CompletedTask;
    }

    /// <summary>Says it of one operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="id">Method and path.</param>
    /// <param name="scope">The scope it needs.</param>
    /// <param name="document">Where it stands.</param>
    public static void Describe(OpenApiOperation operation, string id, ApiScope scope, OpenApiDocument? document)
    {
        operation.Tags?.Clear();
        operation.OperationId = id;
        if (scope != ApiScope.None)
        {
            operation.Description = $"{operation.Description} Needs the scope '{Kebab.Of(scope)}'.".TrimStart();
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(WorkerDocument.Bearer, document)] = [Kebab.Of(scope)] }];
        }

        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "A problem; its type tells which.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(WorkerDocument.Problem, document) },
            },
        };
    }
}
