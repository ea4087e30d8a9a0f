using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Api.OpenApi;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Api;

/// <summary>What a person does to one utterance besides deciding on it: held, moved, said again, released.</summary>
internal static class UtteranceOrderEndpoints
{
    /// <summary>Maps <c>/api/utterances/{id}/hold</c>, <c>/move</c>, <c>/again</c> and <c>/release</c>.</summary>
    public static void MapUtteranceOrders(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/utterances/{id}").RequireScope(ApiScope.Control);
        group.MapPost("/hold", HoldAsync).Gives<UtteranceBody>();
        group.MapPost("/move", MoveAsync).Takes<MoveBody>().Gives<UtteranceBody>();
        group.MapPost("/again", async (string id, HttpContext context, ISpeechControl control, CancellationToken token) =>
            Show(id, "said again", await control.AgainAsync(id, ApiActor.Of(context), token), context)).Gives<UtteranceBody>(StatusCodes.Status202Accepted);
        group.MapPost("/release", async (string id, HttpContext context, ISpeechControl control, CancellationToken token) =>
            Show(id, "released", await control.ReleaseAsync(id, ApiActor.Of(context), token), context)).Gives<UtteranceBody>(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> HoldAsync(string id, HttpContext context, ISpeechControl control, IUtteranceQueue queue, CancellationToken cancellationToken) =>
        await control.HoldAsync(id, ApiActor.Of(context), cancellationToken) is { } held
            ? TypedResults.Json(UtteranceBody.From(held), ApiJsonContext.Default.UtteranceBody)
            : (await ObjectionAsync(id, "held", queue, cancellationToken) ?? Problems.MovedMeanwhile()).ToResult();

    private static async Task<IResult> MoveAsync(string id, HttpContext context, ISpeechControl control, IUtteranceQueue queue, CancellationToken cancellationToken)
    {
        var (body, mistake) = await JsonBody.ReadAsync(context.Request, ApiJsonContext.Default.MoveBody, "{\"before\": id or null}", cancellationToken);
        if (body is null)
        {
            return mistake!.ToResult();
        }

        if (body.Before == id)
        {
            return Problems.InvalidBody("before names the utterance itself; name another one, or null for last.", "before").ToResult();
        }

        if (await control.PlaceAsync(id, body.Before, ApiActor.Of(context), cancellationToken) is { } moved)
        {
            return TypedResults.Json(UtteranceBody.From(moved), ApiJsonContext.Default.UtteranceBody);
        }

        if (await ObjectionAsync(id, "moved", queue, cancellationToken) is { } objection)
        {
            return objection.ToResult();
        }

        return body.Before is { } before && await ObjectionAsync(before, "something to move before", queue, cancellationToken) is { } other
            ? (other with { Parameter = "before" }).ToResult()
            : Problems.MovedMeanwhile().ToResult();
    }

    /// <summary>Why something cannot be done with what must be queued; null when it is.</summary>
    private static async ValueTask<ProblemBody?> ObjectionAsync(string id, string done, IUtteranceQueue queue, CancellationToken cancellationToken) =>
        await queue.GetAsync(id, cancellationToken) switch
        {
            null => Problems.NoUtterance(id),
            { State: UtteranceState.Queued } => null,
            var there => Problems.WrongState(UtteranceBody.From(there), done),
        };

    private static IResult Show(string id, string done, ReplayResult result, HttpContext context)
    {
        if (result.Utterance is not { } utterance)
        {
            return Problems.NoUtterance(id).ToResult();
        }

        var body = UtteranceBody.From(utterance);
        if (utterance.Id != id)
        {
            context.Response.Headers.Location = $"/api/utterances/{utterance.Id}";
        }

        return result.Outcome switch
        {
            ReplayOutcome.Added => TypedResults.Json(body, ApiJsonContext.Default.UtteranceBody, statusCode: StatusCodes.Status202Accepted),
            ReplayOutcome.TakenBack => Problems.TakenBack(body).ToResult(),
            ReplayOutcome.Before => Problems.ReleasedBefore(body).ToResult(),
            ReplayOutcome.NothingToSay => Problems.NothingLeft(body).ToResult(),
            ReplayOutcome.Rejected => Problems.Rejected(body).ToResult(),
            ReplayOutcome.Fell => Problems.QueueFull(body).ToResult(),
            _ => Problems.WrongState(body, done).ToResult(),
        };
    }
}
