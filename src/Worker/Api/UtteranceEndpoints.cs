using System.Text.Json;
using IShowTts.Tts.Voices;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Api.OpenApi;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api;

/// <summary>Utterances: listed, shown, added, skipped, approved, rejected.</summary>
internal static class UtteranceEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;
    private const int MaxNameCharacters = 100;

    /// <summary>Maps <c>/api/utterances</c>.</summary>
    public static void MapUtterances(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/utterances");
        group.MapGet("", ListAsync).Gives<IReadOnlyList<UtteranceBody>>();
        group.MapGet("/{id}", GetAsync).Gives<UtteranceBody>();
        group.MapPost("", SpeakAsync).RequireScope(ApiScope.Speak).Takes<SpeakBody>().Gives<UtteranceBody>(StatusCodes.Status202Accepted);
        group.MapPost("/{id}/skip", (string id, HttpContext context, ISpeechControl control, IUtteranceQueue queue, CancellationToken token) =>
            OrderAsync(id, "skipped", queue, () => control.SkipAsync(id, ApiActor.Of(context), token), token)).RequireScope(ApiScope.Control).Gives<UtteranceBody>();
        group.MapPost("/{id}/approve", (string id, HttpContext context, ISpeechControl control, IUtteranceQueue queue, CancellationToken token) =>
            OrderAsync(id, "approved", queue, () => control.ApproveAsync(id, ApiActor.Of(context), token), token)).RequireScope(ApiScope.Control).Gives<UtteranceBody>();
        group.MapPost("/{id}/reject", (string id, HttpContext context, ISpeechControl control, IUtteranceQueue queue, CancellationToken token) =>
            OrderAsync(id, "rejected", queue, () => control.RejectAsync(id, ApiActor.Of(context), token), token)).RequireScope(ApiScope.Control).Gives<UtteranceBody>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, IUtteranceQueue queue, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        UtteranceState? state = null;
        if (query.TryGetValue("state", out var states))
        {
            if (!Kebab.TryParse<UtteranceState>(states.ToString(), out var parsed))
            {
                return Problems.Invalid("state", $"state must be one of {string.Join(", ", Kebab.All<UtteranceState>())}.").ToResult();
            }

            state = parsed;
        }

        var limit = DefaultLimit;
        if (query.TryGetValue("limit", out var limits) && (!int.TryParse(limits.ToString(), out limit) || limit is < 1 or > MaxLimit))
        {
            return Problems.Invalid("limit", $"limit must be a whole number from 1 to {MaxLimit}.").ToResult();
        }

        string? after = query.TryGetValue("after", out var afters) ? afters.ToString() : null;
        if (after is not null && !IsId(after))
        {
            return Problems.Invalid("after", "after must be the id of an utterance: 32 hexadecimal digits.").ToResult();
        }

        if (query.Keys.FirstOrDefault(key => key is not ("state" or "limit" or "after")) is { } unknown)
        {
            return Problems.Invalid(unknown, "The parameters are state, limit and after.").ToResult();
        }

        var found = await queue.ListAsync(new UtteranceQuery(state, limit, after), cancellationToken);
        if (found.Count == limit)
        {
            var stateParameter = state is { } wanted ? $"state={Kebab.Of(wanted)}&" : "";
            context.Response.Headers.Link = $"</api/utterances?{stateParameter}limit={limit}&after={found[^1].Id}>; rel=\"next\"";
        }

        return TypedResults.Json<IReadOnlyList<UtteranceBody>>([.. found.Select(UtteranceBody.From)], ApiJsonContext.Default.IReadOnlyListUtteranceBody);
    }

    private static async Task<IResult> GetAsync(string id, IUtteranceQueue queue, CancellationToken cancellationToken) =>
        IsId(id) && await queue.GetAsync(id, cancellationToken) is { } utterance
            ? TypedResults.Json(UtteranceBody.From(utterance), ApiJsonContext.Default.UtteranceBody)
            : Problems.NoUtterance(id).ToResult();

    private static async Task<IResult> SpeakAsync(HttpContext context, ISpeechControl control, IOptions<ApiOptions> options, CancellationToken cancellationToken)
    {
        if (!context.Request.HasJsonContentType())
        {
            return Problems.MediaType().ToResult();
        }

        SpeakBody? body;
        try
        {
            body = await JsonSerializer.DeserializeAsync(context.Request.Body, ApiJsonContext.Default.SpeakBody, cancellationToken);
        }
        catch (JsonException exception)
        {
            return Problems.InvalidBody($"The body is not the JSON object {{\"text\": …, \"voice\": …, \"name\": …, \"kind\": …}} (at {exception.Path ?? "$"}).", exception.Path).ToResult();
        }

        if (Check(body, options.Value.MaxTextCharacters, out var request) is { } problem)
        {
            return problem.ToResult();
        }

        if (request.Voice is { } voice && context.RequestServices.GetService<VoiceCatalog>() is { } catalog && await catalog.FindAsync(voice, cancellationToken) is null)
        {
            return Problems.InvalidBody("There is no such voice; `ishowtts voices` lists them.", "voice").ToResult();
        }

        var result = await control.SayAsync(request, ApiActor.Of(context), cancellationToken);
        var utterance = UtteranceBody.From(result.Utterance);
        context.Response.Headers.Location = $"/api/utterances/{utterance.Id}";
        return result switch
        {
            { Outcome: AddOutcome.Fell } => Problems.QueueFull(utterance).ToResult(),
            { Utterance.State: UtteranceState.Rejected } => Problems.Rejected(utterance).ToResult(),
            _ => TypedResults.Json(utterance, ApiJsonContext.Default.UtteranceBody, statusCode: StatusCodes.Status202Accepted),
        };
    }

    private static ProblemBody? Check(SpeakBody? body, int maxText, out SayRequest request)
    {
        request = new SayRequest(body?.Text ?? "", body?.Voice, body?.Name);
        if (body is null)
        {
            return Problems.InvalidBody("The body is null; send {\"text\": \"…\"}.");
        }

        if (string.IsNullOrWhiteSpace(body.Text))
        {
            return Problems.InvalidBody("text is missing or empty.", "text");
        }

        if (body.Text.Length > maxText)
        {
            return Problems.InvalidBody($"text has {body.Text.Length} characters; at most {maxText} are taken (Api:MaxTextCharacters).", "text");
        }

        if (body.Voice?.Length is 0 or > MaxNameCharacters)
        {
            return Problems.InvalidBody($"voice must have 1 to {MaxNameCharacters} characters.", "voice");
        }

        if (body.Name?.Length is 0 or > MaxNameCharacters)
        {
            return Problems.InvalidBody($"name must have 1 to {MaxNameCharacters} characters.", "name");
        }

        var kind = UtteranceKind.Manual;
        if (body.Kind is { } word && !Kebab.TryParse(word, out kind))
        {
            return Problems.InvalidBody($"kind must be one of {string.Join(", ", Kebab.All<UtteranceKind>())}.", "kind");
        }

        request = request with { Kind = kind };
        return null;
    }

    /// <summary>Carries out an order about one utterance; tells unknown (404) from too late (409).</summary>
    private static async Task<IResult> OrderAsync(string id, string done, IUtteranceQueue queue, Func<ValueTask<Utterance?>> order, CancellationToken cancellationToken)
    {
        if (!IsId(id))
        {
            return Problems.NoUtterance(id).ToResult();
        }

        if (await order() is { } changed)
        {
            return TypedResults.Json(UtteranceBody.From(changed), ApiJsonContext.Default.UtteranceBody);
        }

        return await queue.GetAsync(id, cancellationToken) is { } there
            ? Problems.WrongState(UtteranceBody.From(there), done).ToResult()
            : Problems.NoUtterance(id).ToResult();
    }

    private static bool IsId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigit);
}
