using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Api.OpenApi;
using IShowTts.Worker.Control;

namespace IShowTts.Worker.Api;

/// <summary>Which speech there is: on, off, and which chat.</summary>
internal static class SpeechSwitchEndpoints
{
    /// <summary>Maps <c>/api/speech/enable</c>, <c>/disable</c> and <c>/mode</c>.</summary>
    public static void MapSpeechSwitches(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/speech").RequireScope(ApiScope.Control);
        group.MapPost("/enable", (HttpContext context, ISpeechControl control, CancellationToken token) => EnableAsync(true, context, control, token)).Gives<StatusBody>();
        group.MapPost("/disable", (HttpContext context, ISpeechControl control, CancellationToken token) => EnableAsync(false, context, control, token)).Gives<StatusBody>();
        group.MapPost("/mode", SetModeAsync).Takes<ModeBody>().Gives<StatusBody>();
    }

    private static async Task<IResult> EnableAsync(bool isEnabled, HttpContext context, ISpeechControl control, CancellationToken cancellationToken)
    {
        await control.SetEnabledAsync(isEnabled, ApiActor.Of(context), cancellationToken);
        return await StatusAsync(control, cancellationToken);
    }

    private static async Task<IResult> SetModeAsync(HttpContext context, ISpeechControl control, CancellationToken cancellationToken)
    {
        var (body, mistake) = await JsonBody.ReadAsync(context.Request, ApiJsonContext.Default.ModeBody, "{\"mode\": …}", cancellationToken);
        if (body is null)
        {
            return mistake!.ToResult();
        }

        if (!Kebab.TryParse<SpeechMode>(body.Mode ?? "", out var mode))
        {
            return Problems.InvalidBody($"mode must be one of {string.Join(", ", Kebab.All<SpeechMode>())}.", "mode").ToResult();
        }

        await control.SetModeAsync(mode, ApiActor.Of(context), cancellationToken);
        return await StatusAsync(control, cancellationToken);
    }

    private static async Task<IResult> StatusAsync(ISpeechControl control, CancellationToken cancellationToken) =>
        TypedResults.Json(StatusBody.From(await control.GetStatusAsync(cancellationToken)), ApiJsonContext.Default.StatusBody);
}
