using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api;

/// <summary>Stands before everything: checks by which name the server is called, from which web page, and who calls. Turns failures into problems. What the caller may do is checked by <see cref="ScopeGate"/>.</summary>
internal sealed class ApiGuard(RequestDelegate next, IOptions<ApiOptions> options, RequestOrigins origins, CrossOriginPages pages, Authenticator authenticator, WrongKeys wrong, ILogger<ApiGuard> logger)
{
    private readonly ApiOptions options = options.Value;

    /// <summary>Lets a request through, or answers with a problem.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (origins.FindObjection(context.Request) is { } objection)
        {
            await RefuseAsync(context, objection);
            return;
        }

        if (pages.Answer(context))
        {
            return;
        }

        if (SecretsInAddress.IsMisplaced(context.Request))
        {
            await RefuseAsync(context, Problems.SecretInAddress());
            return;
        }

        if (authenticator.Authenticate(context.Request) is not { } caller)
        {
            await RefuseAsync(context, Problems.WrongCredentials(context, wrong.Note(context.Connection.RemoteIpAddress)));
            return;
        }

        if (caller.Kind == CallerKind.Session && RequestOrigins.HasEffect(context.Request) && !RequestOrigins.IsOwn(context.Request.Headers.Origin, context.Request))
        {
            await RefuseAsync(context, Problems.OriginNotOwn());
            return;
        }

        context.SetCaller(caller);
        // A stream or a socket ends with the key or the session that opened it.
        using var ending = caller.Ended.UnsafeRegister(static state => ((HttpContext)state!).Abort(), context);
        if (await RunAsync(context) is { } problem && !context.Response.HasStarted)
        {
            await problem.WriteAsync(context);
        }
    }

    private Task RefuseAsync(HttpContext context, ProblemBody problem)
    {
        if (problem.Status == StatusCodes.Status429TooManyRequests)
        {
            Keys.Log.RefusedAgain(logger, context.Request.Method, problem.Type);
        }
        else
        {
            Log.Refused(logger, context.Request.Method, problem.Type);
        }

        return problem.WriteAsync(context);
    }

    /// <summary>Runs the endpoint.</summary>
    /// <returns>The problem to answer with; null when the endpoint answered.</returns>
    private async Task<ProblemBody?> RunAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            Log.ClientLeft(logger, context.Request.Method);
            return null;
        }
        catch (BadHttpRequestException exception)
        {
            return exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? Problems.TooLarge(context, options.MaxBodyBytes) : Problems.BadRequest(exception.StatusCode);
        }
        catch (QueueStoreException exception)
        {
            Log.QueueUnavailable(logger, exception);
            return Problems.QueueUnavailable();
        }
        catch (Exception exception)
        {
            // The edge of the HTTP server: one bad request must neither stop the show nor hide.
            Log.Failed(logger, exception, context.Request.Method);
            return Problems.Internal();
        }

        return context.Response switch
        {
            { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest, ContentType: null } => Problems.BadRequest(StatusCodes.Status400BadRequest),
            { HasStarted: false, StatusCode: StatusCodes.Status404NotFound, ContentType: null } => Problems.NotFound(),
            { HasStarted: false, StatusCode: StatusCodes.Status405MethodNotAllowed, ContentType: null } => Problems.MethodNotAllowed(),
            _ => null,
        };
    }
}
