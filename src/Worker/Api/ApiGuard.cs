using System.Net;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api;

/// <summary>Stands before every endpoint: checks by which name the server is called, from which web page, and with which token. Turns failures into problems.</summary>
internal sealed class ApiGuard(RequestDelegate next, IOptions<ApiOptions> options, ApiToken token, ILogger<ApiGuard> logger)
{
    private readonly ApiOptions options = options.Value;

    /// <summary>Lets a request through, or answers with a problem.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        if (FindObjection(context.Request) is { } objection)
        {
            Log.Refused(logger, context.Request.Method, objection.Type);
            if (objection.Status == StatusCodes.Status401Unauthorized)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
            }

            await objection.WriteAsync(context);
            return;
        }

        if (await RunAsync(context) is { } problem && !context.Response.HasStarted)
        {
            await problem.WriteAsync(context);
        }
    }

    private static bool IsReading(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private ProblemBody? FindObjection(HttpRequest request)
    {
        if (!IsKnownHost(request.Host.Host))
        {
            return Problems.HostNotAllowed(request.Host.Value ?? "");
        }

        if (!IsReading(request) && request.Headers.Origin is { Count: > 0 } origins && !origins.All(origin => IsKnownOrigin(origin ?? "", request)))
        {
            return Problems.OriginNotAllowed(origins.ToString());
        }

        var isLocal = request.HttpContext.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote);
        if (IsReading(request) && isLocal && !options.RequireTokenForReading)
        {
            return null;
        }

        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return Problems.Unauthorized("Send the header Authorization: Bearer TOKEN; the token is in the file 'token' of the data directory.");
        }

        const string scheme = "Bearer ";
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && token.Matches(header[scheme.Length..].Trim())
            ? null
            : Problems.Unauthorized("The token is not that of this worker; it is in the file 'token' of the data directory.");
    }

    /// <summary>IP addresses and localhost cannot be rebound by a hostile name server; other names must be listed.</summary>
    private bool IsKnownHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host, out _)
        || options.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    private bool IsKnownOrigin(string origin, HttpRequest request) =>
        origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
        || options.AllowedOrigins.Any(allowed => origin.Equals(allowed.TrimEnd('/'), StringComparison.OrdinalIgnoreCase));

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
            return exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? Problems.TooLarge(options.MaxBodyBytes) : Problems.BadRequest(exception.StatusCode);
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
            { HasStarted: false, StatusCode: StatusCodes.Status404NotFound, ContentType: null } => Problems.NotFound(),
            { HasStarted: false, StatusCode: StatusCodes.Status405MethodNotAllowed, ContentType: null } => Problems.MethodNotAllowed(),
            _ => null,
        };
    }
}
