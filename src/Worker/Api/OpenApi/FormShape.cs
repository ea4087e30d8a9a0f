using Microsoft.OpenApi;

namespace IShowTts.Worker.Api.OpenApi;

/// <summary>Tells the document the shape of a form.</summary>
/// <param name="Required">Names of the texts that must be there.</param>
/// <param name="Optional">Names of the texts that may be there.</param>
/// <param name="File">Name of the file.</param>
internal sealed record FormShape(IReadOnlyList<string> Required, IReadOnlyList<string> Optional, string File)
{
    /// <summary>As the document writes it.</summary>
    public OpenApiRequestBody Describe()
    {
        var fields = Required.Concat(Optional).ToDictionary(static name => name, static IOpenApiSchema (_) => new OpenApiSchema { Type = JsonSchemaType.String });
        fields[File] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" };
        return new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["multipart/form-data"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = fields, Required = new HashSet<string>([.. Required, File]) } },
            },
        };
    }
}
