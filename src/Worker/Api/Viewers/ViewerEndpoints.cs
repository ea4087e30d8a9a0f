using System.Text.Json;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Api.OpenApi;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Intake;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace IShowTts.Worker.Api.Viewers;

/// <summary>What is chosen for viewers: voice, nickname, ignored. By the rules of the chat commands.</summary>
internal static class ViewerEndpoints
{
    /// <summary>Maps <c>/api/viewers</c>.</summary>
    public static void MapViewers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/viewers", static ([FromServices] ViewerSettingsStore store) =>
            TypedResults.Json<IReadOnlyList<ViewerSettingsBody>>([.. store.Entries.Select(ViewerSettingsBody.From)], ApiJsonContext.Default.IReadOnlyListViewerSettingsBody)).RequireScope(ApiScope.Read).Gives<IReadOnlyList<ViewerSettingsBody>>();
        routes.MapPut("/api/viewers/{login}", PutAsync).RequireScope(ApiScope.Control).Takes<ViewerChangeBody>().Gives<ViewerSettingsBody>();
        routes.MapDelete("/api/viewers/{login}", DeleteAsync).RequireScope(ApiScope.Control).GivesNothing();
    }

    private static async Task<IResult> PutAsync(
        string login, HttpContext context, [FromServices] ViewerSettingsStore store, [FromServices] ViewerCommands rules, [FromServices] IAuditLog audit, CancellationToken cancellationToken)
    {
        if (ViewerCommands.ParseUser(login) is not { } viewer)
        {
            return NoLogin();
        }

        var (body, mistake) = await JsonBody.ReadAsync(
            context.Request, ApiJsonContext.Default.ViewerChangeBody, "{\"voice\": …, \"nickname\": …, \"isIgnored\": …}", cancellationToken);
        if (body is null)
        {
            return mistake!.ToResult();
        }

        var changes = new List<Change>();
        if (Read(body, rules, changes) is { } problem)
        {
            return problem.ToResult();
        }

        foreach (var change in changes)
        {
            var outcome = store.Change(viewer, change.Do);
            await audit.WriteAsync(ApiActor.Of(context), change.Action, viewer.Login, outcome.ToString(), cancellationToken);
            if (outcome == SettingOutcome.Full)
            {
                return Problems.TooManyViewers(ViewerSettingsStore.MaxViewers).ToResult();
            }
        }

        var now = store.For(viewer);
        return TypedResults.Json(new ViewerSettingsBody(viewer.Login, now.Voice, now.Nickname, now.IsIgnored), ApiJsonContext.Default.ViewerSettingsBody);
    }

    private static async Task<IResult> DeleteAsync(
        string login, HttpContext context, [FromServices] ViewerSettingsStore store, [FromServices] IAuditLog audit, CancellationToken cancellationToken)
    {
        if (ViewerCommands.ParseUser(login) is not { } viewer)
        {
            return NoLogin();
        }

        var outcome = store.Change(viewer, static _ => ViewerChoice.None);
        await audit.WriteAsync(ApiActor.Of(context), "viewer-reset", viewer.Login, outcome.ToString(), cancellationToken);
        return outcome == SettingOutcome.Unchanged ? Problems.NoViewer().ToResult() : Results.NoContent();
    }

    private static JsonHttpResult<ProblemBody> NoLogin() => Problems.Invalid("login", "login must be an account name: 1 to 25 letters, digits and underscores; of Discord discord:name or discord:#id.").ToResult();

    private static ProblemBody? Read(ViewerChangeBody body, ViewerCommands rules, List<Change> changes)
    {
        if (body.Voice.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String))
        {
            return Problems.InvalidBody("voice must be a name or null.", "voice");
        }

        if (body.Nickname.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String))
        {
            return Problems.InvalidBody("nickname must be a text or null.", "nickname");
        }

        if (body.Voice.ValueKind != JsonValueKind.Undefined)
        {
            var voice = body.Voice.GetString() is { } wanted ? rules.FindVoice(wanted) : null;
            if (voice is null && body.Voice.ValueKind == JsonValueKind.String)
            {
                return Problems.InvalidBody("There is no such voice; `ishowtts voices` lists them.", "voice");
            }

            changes.Add(new Change("voice", choice => choice with { Voice = voice }));
        }

        if (body.Nickname.ValueKind != JsonValueKind.Undefined)
        {
            var nickname = body.Nickname.GetString()?.Trim();
            if (nickname is not null && rules.ProblemOf(nickname) is { } problem)
            {
                return Problems.InvalidBody(problem, "nickname");
            }

            changes.Add(new Change("nickname", choice => choice with { Nickname = nickname }));
        }

        if (body.IsIgnored is { } isIgnored)
        {
            changes.Add(new Change(isIgnored ? "ignore-add" : "ignore-del", choice => choice with { IsIgnored = isIgnored }));
        }

        return null;
    }

    private sealed record Change(string Action, Func<ViewerChoice, ViewerChoice> Do);
}
