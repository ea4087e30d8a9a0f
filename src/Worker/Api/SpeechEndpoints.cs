using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Api.OpenApi;
using IShowTts.Worker.Control;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IShowTts.Worker.Api;

/// <summary>The speech as a whole: status, pause, resume, skip, clear, stop.</summary>
internal static class SpeechEndpoints
{
    /// <summary>Maps <c>/api/status</c> and <c>/api/speech</c>.</summary>
    public static void MapSpeech(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/status", async (ISpeechControl control, CancellationToken token) => await StatusAsync(control, token)).Gives<StatusBody>();
        var group = routes.MapGroup("/api/speech").RequireScope(ApiScope.Control);
        group.MapPost("/pause", async (HttpContext context, ISpeechControl control, CancellationToken token) =>
        {
            await control.PauseAsync(ApiActor.Of(context), token);
            return await StatusAsync(control, token);
        }).Gives<StatusBody>();
        group.MapPost("/resume", async (HttpContext context, ISpeechControl control, CancellationToken token) =>
        {
            await control.ResumeAsync(ApiActor.Of(context), token);
            return await StatusAsync(control, token);
        }).Gives<StatusBody>();
        group.MapPost("/skip", async (HttpContext context, ISpeechControl control, CancellationToken token) =>
        {
            var skipped = await control.SkipAsync(ApiActor.Of(context), token);
            return TypedResults.Json(new SkippedBody(skipped is null ? null : UtteranceBody.From(skipped)), ApiJsonContext.Default.SkippedBody);
        }).Gives<SkippedBody>();
        group.MapPost("/clear", async (HttpContext context, ISpeechControl control, CancellationToken token) => Count(await control.ClearAsync(ApiActor.Of(context), token))).Gives<CountBody>();
        group.MapPost("/stop", async (HttpContext context, ISpeechControl control, CancellationToken token) => Count(await control.StopAllAsync(ApiActor.Of(context), token))).Gives<CountBody>();
    }

    private static async Task<IResult> StatusAsync(ISpeechControl control, CancellationToken cancellationToken) =>
        TypedResults.Json(StatusBody.From(await control.GetStatusAsync(cancellationToken)), ApiJsonContext.Default.StatusBody);

    private static JsonHttpResult<CountBody> Count(int count) => TypedResults.Json(new CountBody(count), ApiJsonContext.Default.CountBody);
}
