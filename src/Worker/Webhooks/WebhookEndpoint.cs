using System.Globalization;
using IShowTts.Integrations.Donations.Webhooks;
using Microsoft.Net.Http.Headers;

namespace IShowTts.Worker.Webhooks;

/// <summary>Answers every request of the webhook port: <c>POST /hooks/ID</c> and <c>POST /kofi/PATHTOKEN</c>. Nothing of a request is logged or sent back.</summary>
internal sealed class WebhookEndpoint(WebhookSources sources, WebhookLimiter limiter, TimeProvider time, ILogger<WebhookEndpoint> logger)
{
    /// <summary>Largest body, in bytes.</summary>
    public const int MaxBodyBytes = 65_536;

    private static readonly TimeSpan BodyPatience = TimeSpan.FromSeconds(15);

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        var source = sources.Find(context.Request.Path.Value ?? "");
        try
        {
            var (outcome, retry) = await DecideAsync(context, source);
            Log.Answered(logger, source?.Name ?? "unknown", outcome?.ToString() ?? "NotFound");
            await AnswerAsync(context, source, outcome, retry);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            Log.SenderLeft(logger, source?.Name ?? "unknown");
        }
        catch (Exception exception)
        {
            // Its message may hold what was sent, so only its type is told.
            Log.Failed(logger, source?.Name ?? "unknown", exception.GetType().Name);
            source?.Count(WebhookOutcome.Failed);
            if (!context.Response.HasStarted)
            {
                await AnswerAsync(context, source, WebhookOutcome.Failed, null);
            }
        }
    }

    private async ValueTask<(WebhookOutcome? Outcome, TimeSpan? Retry)> DecideAsync(HttpContext context, WebhookEventSource? source)
    {
        if (limiter.Take(source?.Name ?? "", context.Connection.RemoteIpAddress) is { } wait)
        {
            source?.Count(WebhookOutcome.TooMany);
            return (WebhookOutcome.TooMany, wait);
        }

        if (source is null)
        {
            return (null, null);
        }

        if (FindObjection(context.Request, source) is { } objection)
        {
            return (source.Count(objection), null);
        }

        var (body, fault) = await ReadBodyAsync(context);
        if (fault is { } broken)
        {
            return (source.Count(broken), null);
        }

        var outcome = await source.ReceiveAsync(HeadersOf(context.Request), body, context.RequestAborted);
        return (outcome, outcome == WebhookOutcome.Busy ? TimeSpan.FromSeconds(WebhookAnswer.RetrySeconds) : null);
    }

    private static WebhookOutcome? FindObjection(HttpRequest request, WebhookEventSource source)
    {
        if (!HttpMethods.IsPost(request.Method))
        {
            return WebhookOutcome.WrongMethod;
        }

        if (!source.IsEnabled)
        {
            return WebhookOutcome.SwitchedOff;
        }

        var isType = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals(source.ContentType, StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            && request.Headers.ContentEncoding.Count == 0;
        if (!isType)
        {
            return WebhookOutcome.WrongType;
        }

        return request.ContentLength > MaxBodyBytes ? WebhookOutcome.TooLarge : null;
    }

    private async ValueTask<(ReadOnlyMemory<byte> Body, WebhookOutcome? Fault)> ReadBodyAsync(HttpContext context)
    {
        using var limit = new CancellationTokenSource(BodyPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted);
        var buffer = new byte[(context.Request.ContentLength ?? MaxBodyBytes) + 1];
        var length = 0;
        try
        {
            while (length < buffer.Length && await context.Request.Body.ReadAsync(buffer.AsMemory(length), either.Token) is > 0 and var read)
            {
                length += read;
            }

            return length > MaxBodyBytes ? (default, WebhookOutcome.TooLarge) : (buffer.AsMemory(0, length), null);
        }
        catch (BadHttpRequestException exception)
        {
            return (default, exception.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => WebhookOutcome.TooLarge,
                StatusCodes.Status408RequestTimeout => WebhookOutcome.TooSlow,
                _ => WebhookOutcome.Malformed,
            });
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            return (default, WebhookOutcome.TooSlow);
        }
    }

    private static WebhookHeaders HeadersOf(HttpRequest request)
    {
        string One(string name) => request.Headers[name] is [{ } only] ? only : "";
        return new WebhookHeaders(One(WebhookHeaders.IdName), One(WebhookHeaders.TimestampName), One(WebhookHeaders.SignatureName));
    }

    private static async Task AnswerAsync(HttpContext context, WebhookEventSource? source, WebhookOutcome? outcome, TimeSpan? retry)
    {
        var answer = outcome is { } known ? WebhookAnswer.Of(known, source?.TakenStatus ?? StatusCodes.Status204NoContent) : WebhookAnswer.NotFound;
        var response = context.Response;
        response.StatusCode = answer.Status;
        if (outcome == WebhookOutcome.WrongMethod)
        {
            response.Headers.Allow = HttpMethods.Post;
        }

        if (retry is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (outcome is WebhookOutcome.TooLarge or WebhookOutcome.TooSlow or WebhookOutcome.WrongType)
        {
            // What is left of the body is not read.
            response.Headers.Connection = "close";
        }

        if (answer.Text.Length > 0)
        {
            response.ContentType = "text/plain; charset=utf-8";
            await response.WriteAsync(answer.Text + "\n", context.RequestAborted);
        }
    }
}
