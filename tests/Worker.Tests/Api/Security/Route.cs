using System.Text.RegularExpressions;
using IShowTts.Worker.Api.Keys;
using Microsoft.AspNetCore.Routing;

namespace IShowTts.Worker.Tests.Api.Security;

/// <summary>An address of the worker that can be called, with the scope it needs.</summary>
internal sealed record Route(HttpMethod Method, string Path, ApiScope Scope)
{
    private static readonly Regex s_parameter = new(@"\{[^}]*\}", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>All of a worker: what is found there today and what will be added.</summary>
    public static IReadOnlyList<Route> All(EndpointDataSource endpoints) =>
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>().SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            .Select(method => new Route(new HttpMethod(method), Fill(endpoint.RoutePattern.RawText!), ScopeGate.ScopeOf(endpoint, method)))),
    ];

    /// <summary>Whether calling it without a body and without rights may change something.</summary>
    public bool IsReading => Method == HttpMethod.Get || Method == HttpMethod.Head;

    public override string ToString() => $"{Method} {Path} ({Scope})";

    private static string Fill(string pattern) =>
        "/" + s_parameter.Replace(pattern.Replace("{documentName}", "v1", StringComparison.Ordinal), new string('a', 32)).TrimStart('/');
}
