using Microsoft.AspNetCore.Http.Metadata;

namespace IShowTts.Worker.Api.OpenApi;

/// <summary>Tells the document the shape of a JSON body. It names no content type, because routing would then answer wrong ones before the endpoint does, without a problem.</summary>
/// <param name="type">The body.</param>
internal sealed class JsonBodyShape(Type type) : IAcceptsMetadata
{
    /// <inheritdoc/>
    public IReadOnlyList<string> ContentTypes => [];

    /// <inheritdoc/>
    public Type RequestType => type;

    /// <inheritdoc/>
    public bool IsOptional => false;
}
