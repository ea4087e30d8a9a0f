using IShowTts.Integrations.Events;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Api.OpenApi;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api.Filters;

/// <summary>Tells what would become of a text, step by step. Nothing is spoken and nothing remembered.</summary>
internal static class FilterTrialEndpoint
{
    private const int MaxNameCharacters = 100;
    private const string Shape = "{\"text\": …, \"kind\": …, \"name\": …, \"roles\": […]}";

    /// <summary>Maps <c>/api/filters/try</c>.</summary>
    public static void MapFilterTrial(this IEndpointRouteBuilder routes) => routes.MapPost("/api/filters/try", TryAsync).RequireScope(ApiScope.Control).Takes<TrialBody>().Gives<TrialResultBody>();

    private static async Task<IResult> TryAsync(
        HttpContext context, [FromServices] ISayComposer composer, IOptions<ApiOptions> options, TimeProvider time, CancellationToken cancellationToken)
    {
        var (body, mistake) = await JsonBody.ReadAsync(context.Request, ApiJsonContext.Default.TrialBody, Shape, cancellationToken);
        if (body is null)
        {
            return mistake!.ToResult();
        }

        if (Check(body, options.Value.MaxTextCharacters, out var request) is { } problem)
        {
            return problem.ToResult();
        }

        var result = composer.Try(request, time.GetUtcNow());
        var steps = result.Steps.Select(static step => new TrialStepBody(step.Name, step.Before, step.After, Kebab.Of(step.Verdict.Verdict), step.Verdict.Rule, step.Verdict.Detail));
        var shown = new TrialResultBody(Kebab.Of(result.Verdict.Verdict), new ReasonBody(result.Verdict.Code, result.Verdict.Rule, result.Verdict.Detail), result.SpokenText, [.. steps]);
        return TypedResults.Json(shown, ApiJsonContext.Default.TrialResultBody);
    }

    private static ProblemBody? Check(TrialBody body, int maxText, out TrialRequest request)
    {
        request = new TrialRequest("", UtteranceKind.Chat, Viewer.Anonymous);
        if (string.IsNullOrWhiteSpace(body.Text) || body.Text.Length > maxText)
        {
            return Problems.InvalidBody($"text must have 1 to {maxText} characters (Api:MaxTextCharacters).", "text");
        }

        var kind = UtteranceKind.Chat;
        if (body.Kind is { } word && !Kebab.TryParse(word, out kind))
        {
            return Problems.InvalidBody($"kind must be one of {string.Join(", ", Kebab.All<UtteranceKind>())}.", "kind");
        }

        if (body.Name?.Length is 0 or > MaxNameCharacters)
        {
            return Problems.InvalidBody($"name must have 1 to {MaxNameCharacters} characters.", "name");
        }

        var roles = ViewerRoles.Everyone;
        foreach (var name in body.Roles ?? [])
        {
            if (!Kebab.TryParse<ViewerRoles>(name ?? "", out var role))
            {
                return Problems.InvalidBody($"roles may hold {string.Join(", ", Kebab.All<ViewerRoles>())}.", "roles");
            }

            roles |= role;
        }

        var display = body.Name ?? "Viewer";
        request = new TrialRequest(body.Text, kind, new Viewer("", display.ToLowerInvariant(), display) { Roles = roles });
        return null;
    }
}
