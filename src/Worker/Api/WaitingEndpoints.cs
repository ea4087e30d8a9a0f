using System.Globalization;
using IShowTts.Worker.Api.OpenApi;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Api;

/// <summary>What waits, in the order of its turns.</summary>
internal static class WaitingEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 500;

    /// <summary>Maps <c>/api/utterances/waiting</c>.</summary>
    public static void MapWaiting(this IEndpointRouteBuilder routes) => routes.MapGet("/api/utterances/waiting", ListAsync).Gives<IReadOnlyList<UtteranceBody>>();

    private static async Task<IResult> ListAsync(IUtteranceQueue queue, CancellationToken cancellationToken, string? limit = null)
    {
        var count = DefaultLimit;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MaxLimit))
        {
            return Problems.Invalid("limit", $"limit must be a whole number from 1 to {MaxLimit}.").ToResult();
        }

        var found = await queue.PeekAsync(count, cancellationToken);
        return TypedResults.Json<IReadOnlyList<UtteranceBody>>([.. found.Select(UtteranceBody.From)], ApiJsonContext.Default.IReadOnlyListUtteranceBody);
    }
}
