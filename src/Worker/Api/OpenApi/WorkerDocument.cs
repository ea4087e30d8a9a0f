using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Hosting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace IShowTts.Worker.Api.OpenApi;

/// <summary>What the document says of the worker as a whole. The same worker gives the same document, whoever asks.</summary>
internal sealed class WorkerDocument(EndpointDataSource endpoints) : IOpenApiDocumentTransformer
{
    /// <summary>Name of the way to be known.</summary>
    public const string Bearer = "bearer";

    /// <summary>Name of the shape of errors.</summary>
    public const string Problem = "Problem";

    /// <inheritdoc/>
    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "iShowTTS",
            Version = WorkerVersion.Text,
            Description = "The worker's HTTP API; docs/api.md tells more. Errors are problem details with a stable type.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "The worker's token, or an API key (ishowtts keys add NAME --scope SCOPES).",
        });
        document.AddComponent<IOpenApiSchema>(Problem, await context.GetOrCreateSchemaAsync(typeof(ProblemBody), null, cancellationToken));
        AddUndescribed(document);
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            paths.Add(path, item);
        }

        document.Paths = paths;
    }

    /// <summary>Endpoints that write their answer themselves, such as sockets, are not described by the framework.</summary>
    private void AddUndescribed(OpenApiDocument document)
    {
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null))
        {
            var path = "/" + endpoint.RoutePattern.RawText?.Replace("**", "", StringComparison.Ordinal).Trim('/');
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
            {
                var item = document.Paths.TryGetValue(path, out var known) ? (OpenApiPathItem)known : new OpenApiPathItem();
                document.Paths[path] = item;
                item.Operations ??= [];
                if (item.Operations.ContainsKey(HttpMethod.Parse(method)))
                {
                    continue;
                }

                var operation = new OpenApiOperation
                {
                    Parameters = [.. endpoint.RoutePattern.Parameters.Select(parameter => new OpenApiParameter
                    {
                        Name = parameter.Name,
                        In = ParameterLocation.Path,
                        Required = true,
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    })],
                };
                ScopedOperation.Describe(operation, $"{method} {path}", ScopeGate.ScopeOf(endpoint, method), document);
                item.AddOperation(HttpMethod.Parse(method), operation);
            }
        }
    }
}
