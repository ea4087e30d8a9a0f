using IShowTts.Tts.Voices;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Api.OpenApi;

namespace IShowTts.Worker.Api.Speech.OpenAi;

/// <summary>The routes that OpenAI's clients know. Source: OpenAI's API reference, "Create speech" and "Models".</summary>
internal static class OpenAiEndpoints
{
    /// <summary>Maps <c>/v1</c>.</summary>
    public static void MapOpenAi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1");
        group.MapPost("/audio/speech", (HttpContext context, OpenAiSpeech speech) => speech.ServeAsync(context)).RequireScope(ApiScope.Admin)
            .Takes<OpenAiSpeechBody>().GivesBytes([.. SpeechFormats.MediaTypes, "text/event-stream"]);
        group.MapGet("/audio/voices", ListVoicesAsync).RequireScope(ApiScope.Read).Gives<OpenAiVoiceListBody>();
        group.MapGet("/models", (OpenAiModels models) => TypedResults.Json(
            new OpenAiModelListBody([.. models.Names.Select(name => new OpenAiModelBody(name))]), OpenAiJsonContext.Default.OpenAiModelListBody)).RequireScope(ApiScope.Read).Gives<OpenAiModelListBody>();
        group.MapGet("/models/{id}", (string id, OpenAiModels models) => GetModel(id, models)).RequireScope(ApiScope.Read).Gives<OpenAiModelBody>();
    }

    private static IResult GetModel(string id, OpenAiModels models) => models.TryFind(id, out _)
        ? TypedResults.Json(new OpenAiModelBody(id), OpenAiJsonContext.Default.OpenAiModelBody)
        : OpenAiErrors.ToResult(Problems.ModelNotFound(models.Names));

    private static async Task<IResult> ListVoicesAsync(IServiceProvider services, string? legacy, CancellationToken cancellationToken)
    {
        var isLegacy = false;
        if (legacy is not null && !bool.TryParse(legacy, out isLegacy))
        {
            return OpenAiErrors.ToResult(Problems.Invalid("legacy", "legacy must be true or false."));
        }

        IReadOnlyList<Voice> all = services.GetService<VoiceCatalog>() is { } voices ? await voices.ListAsync(cancellationToken) : [];
        return isLegacy
            ? TypedResults.Json(new OpenAiVoiceNamesBody([.. all.Select(voice => voice.Name)]), OpenAiJsonContext.Default.OpenAiVoiceNamesBody)
            : TypedResults.Json(
                new OpenAiVoiceListBody([.. all.Select(voice => new OpenAiVoiceBody(voice.Name, voice.Name, voice.Language, voice.Engine))]),
                OpenAiJsonContext.Default.OpenAiVoiceListBody);
    }
}
