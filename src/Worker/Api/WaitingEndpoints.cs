using IShowTts.Worker.Queue;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IShowTts.Worker.Api;

/// <summary>What waits, in the order of its turns.</summary>
internal static class WaitingEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 500;

    /// <summary>Maps <c>/api/utterances/waiting</c>.</summary>
    public static void MapWaiting(this IEndpointRouteBuilder routes) => routes.MapGet("/api/utterances/waiting", ListAsync);

    private static async Task<JsonHttpResult<IReadOnlyList<UtteranceBody>>> ListAsync(IUtteranceQueue queue, CancellationToken cancellationToken, int limit = DefaultLimit)
    {
        var found = await queue.PeekAsync(Math.Clamp(limit, 1, MaxLimit), cancellationToken);
        return TypedResults.Json<IReadOnlyList<UtteranceBody>>([.. found.Select(UtteranceBody.From)], ApiJsonContext.Default.IReadOnlyListUtteranceBody);
    }
}
