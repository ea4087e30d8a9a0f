namespace IShowTts.Worker.Api.Keys;

/// <summary>Stands between routing and the endpoints: lets a caller through to what their scopes allow. An endpoint that names no scope is for readers (GET, HEAD) or for admin.</summary>
internal sealed class ScopeGate(RequestDelegate next, ILogger<ScopeGate> logger)
{
    /// <summary>Lets a request through, or answers with a problem.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<PageHeaders>() is { } page)
        {
            page.Apply(context.Response);
        }

        var caller = context.GetCaller();
        var needed = ScopeOf(endpoint, context.Request.Method);
        // Where nothing is, a stranger does not learn that it is nothing.
        var mayTry = endpoint is RouteEndpoint || IsReading(context.Request.Method) || caller.Kind != CallerKind.Anonymous;
        if (mayTry && caller.May(needed))
        {
            return next(context);
        }

        var problem = caller.Kind == CallerKind.Anonymous ? Problems.Unauthorized() : Problems.ScopeMissing(needed);
        Api.Log.Refused(logger, context.Request.Method, problem.Type);
        return problem.WriteAsync(context);
    }

    /// <summary>The scope that callers of an endpoint need.</summary>
    /// <param name="endpoint">The endpoint; null when nothing is there.</param>
    /// <param name="method">The request's method.</param>
    public static ApiScope ScopeOf(Endpoint? endpoint, string method) =>
        endpoint is RouteEndpoint || IsReading(method) ? ScopeOf(endpoint?.Metadata.GetMetadata<RequiredScope>(), method) : ApiScope.None;

    /// <summary>The scope that callers of an endpoint need.</summary>
    /// <param name="required">What it names; null when it names none.</param>
    /// <param name="method">The request's method.</param>
    public static ApiScope ScopeOf(RequiredScope? required, string method) => required?.Scope ?? (IsReading(method) ? ApiScope.Read : ApiScope.Admin);

    private static bool IsReading(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
}
