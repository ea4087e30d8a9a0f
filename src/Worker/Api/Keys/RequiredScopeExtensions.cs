namespace IShowTts.Worker.Api.Keys;

/// <summary>Says on an endpoint which scope it needs.</summary>
internal static class RequiredScopeExtensions
{
    /// <summary>Callers need this scope.</summary>
    /// <param name="endpoint">An endpoint or a group.</param>
    /// <param name="scope">One scope.</param>
    public static T RequireScope<T>(this T endpoint, ApiScope scope)
        where T : IEndpointConventionBuilder => endpoint.WithMetadata(new RequiredScope(scope));
}
