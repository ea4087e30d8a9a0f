using System.Globalization;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Api.OpenApi;

namespace IShowTts.Worker.Api;

/// <summary>Server-sent events: one per transition of an utterance, resumable by <c>Last-Event-ID</c>; with <c>include</c> also how it is now, which has no history.</summary>
internal static class EventStreamEndpoints
{
    /// <summary>Maps <c>/api/events</c>.</summary>
    public static void MapEventStream(this IEndpointRouteBuilder routes) => routes.MapGet("/api/events", ServeAsync).GivesEvents();

    private static async Task<IResult> ServeAsync(HttpContext context, EventStreams streams)
    {
        var text = context.Request.Headers["Last-Event-ID"].ToString();
        long? after = null;
        if (text.Length > 0)
        {
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            {
                return Problems.Invalid("Last-Event-ID", "Last-Event-ID must be the id of the last event that came: a whole number.").ToResult();
            }

            after = sequence;
        }

        var include = context.Request.Query["include"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        if (!include.IsSubsetOf(streams.TopicNames))
        {
            return Problems.Invalid("include", $"include may name {string.Join(", ", streams.TopicNames)}, joined by commas.").ToResult();
        }

        var caller = context.GetCaller();
        if (streams.Places.Enter(caller) is { } problem)
        {
            context.Response.Headers.RetryAfter = "5";
            return problem.ToResult();
        }

        try
        {
            await streams.ServeAsync(context, after, include);
        }
        finally
        {
            streams.Places.Leave(caller);
        }

        return Results.Empty;
    }
}
