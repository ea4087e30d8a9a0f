using Microsoft.AspNetCore.Http.HttpResults;

namespace IShowTts.Worker.Api.Speech.OpenAi;

/// <summary>Tells problems below <c>/v1</c> in OpenAI's form, those of the guard and the limits too.</summary>
internal static class OpenAiErrors
{
    /// <summary>Whether the client of a request reads OpenAI's form.</summary>
    public static bool AreReadBy(HttpRequest request) => request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase);

    /// <summary>A problem in OpenAI's form.</summary>
    public static OpenAiErrorBody From(ProblemBody problem) => new(new OpenAiError(
        $"{problem.Title}. {problem.Detail}", TypeOf(problem.Status), problem.Parameter == "text" ? "input" : problem.Parameter, CodeOf(problem)));

    /// <summary>A problem as the answer of an endpoint.</summary>
    public static JsonHttpResult<OpenAiErrorBody> ToResult(ProblemBody problem) =>
        TypedResults.Json(From(problem), OpenAiJsonContext.Default.OpenAiErrorBody, statusCode: problem.Status);

    /// <summary>Writes a problem as the body of an answer whose status is set.</summary>
    public static Task WriteAsync(ProblemBody problem, HttpContext context) =>
        context.Response.WriteAsJsonAsync(From(problem), OpenAiJsonContext.Default.OpenAiErrorBody, cancellationToken: context.RequestAborted);

    private static string TypeOf(int status) => status switch
    {
        StatusCodes.Status403Forbidden => "permission_error",
        StatusCodes.Status429TooManyRequests => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    private static string CodeOf(ProblemBody problem) => problem.Status switch
    {
        StatusCodes.Status401Unauthorized => "invalid_api_key",
        StatusCodes.Status429TooManyRequests => "rate_limit_exceeded",
        _ => problem.Type[(problem.Type.LastIndexOf(':') + 1)..].Replace('-', '_'),
    };
}
