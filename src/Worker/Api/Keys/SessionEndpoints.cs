using System.Text.Json;
using IShowTts.Worker.Api.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IShowTts.Worker.Api.Keys;

/// <summary>The dashboard's session: begun with a one-time code or the token, kept by a cookie.</summary>
internal static class SessionEndpoints
{
    /// <summary>Maps <c>/api/session</c>.</summary>
    public static void MapSession(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/session", Show).Gives<SessionBody>();
        routes.MapPost("/api/session", BeginAsync).RequireScope(ApiScope.None).Takes<SignInBody>().GivesNothing();
        routes.MapDelete("/api/session", End).RequireScope(ApiScope.None).GivesNothing();
        routes.MapPost("/api/session/links", CreateLink).RequireScope(ApiScope.Admin).Gives<LinkBody>();
    }

    private static IResult Show(HttpContext context)
    {
        var caller = context.GetCaller();
        return caller.Kind == CallerKind.Anonymous
            ? Unauthorized(context)
            : TypedResults.Json(new SessionBody(caller.Name, ApiScopes.Names(caller.Scopes)), ApiJsonContext.Default.SessionBody);
    }

    private static async Task<IResult> BeginAsync(HttpContext context, LoginCodes codes, ApiToken token, Sessions sessions, WrongKeys wrong, CancellationToken cancellationToken)
    {
        if (context.Request.Headers.Origin is { Count: > 0 } origins && !origins.All(origin => RequestOrigins.IsOwn(origin, context.Request)))
        {
            return Problems.OriginNotOwn().ToResult();
        }

        if (!context.Request.HasJsonContentType())
        {
            return Problems.MediaType().ToResult();
        }

        SignInBody? body;
        try
        {
            body = await JsonSerializer.DeserializeAsync(context.Request.Body, ApiJsonContext.Default.SignInBody, cancellationToken);
        }
        catch (JsonException)
        {
            // Without the words of the error: they may show a piece of the secret.
            body = null;
        }

        if (body is null || (body.Code is null) == (body.Token is null))
        {
            return Problems.InvalidBody("Send {\"code\": \"…\"} with the code of a link, or {\"token\": \"…\"} with the worker's token.").ToResult();
        }

        var isRight = body.Code is { } code ? codes.TryUse(code) : token.Matches(body.Token!.Trim());
        if (!isRight)
        {
            return Refuse(context, wrong, isCode: body.Code is not null);
        }

        EndOf(context, sessions);
        SessionCookie.Give(context, sessions.Begin());
        return TypedResults.NoContent();
    }

    private static JsonHttpResult<ProblemBody> Refuse(HttpContext context, WrongKeys wrong, bool isCode)
    {
        if (wrong.Note(context.Connection.RemoteIpAddress) is { } wait)
        {
            return Problems.WrongCredentials(context, wait).ToResult();
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return (isCode ? Problems.WrongCode() : Problems.WrongCredentials()).ToResult();
    }

    private static NoContent End(HttpContext context, Sessions sessions)
    {
        EndOf(context, sessions);
        SessionCookie.Take(context);
        return TypedResults.NoContent();
    }

    /// <summary>A key cannot make links: the session would outlive it.</summary>
    private static IResult CreateLink(HttpContext context, DashboardLink links) => context.GetCaller().Kind == CallerKind.Key
        ? Problems.NotWithAKey().ToResult()
        : TypedResults.Json(new LinkBody(links.Create($"{context.Request.Scheme}://{context.Request.Host}")), ApiJsonContext.Default.LinkBody);

    /// <summary>What else is open with the session ends after this answer, which is on its way with it too.</summary>
    private static void EndOf(HttpContext context, Sessions sessions)
    {
        if (sessions.End(context.GetCaller()) is { } ended)
        {
            context.Response.RegisterForDispose(ended);
        }
    }

    private static JsonHttpResult<ProblemBody> Unauthorized(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Unauthorized().ToResult();
    }
}
