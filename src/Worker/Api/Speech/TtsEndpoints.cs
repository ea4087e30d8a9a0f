using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Api.OpenApi;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api.Speech;

/// <summary>Speech for who asks: no filter, no queue, so only for administrators.</summary>
internal static class TtsEndpoints
{
    private const string Shape = "{\"text\": …, \"voice\": …, \"engine\": …, \"speed\": …, \"nfeStep\": …, \"seed\": …, \"format\": …, \"stream\": …}";

    /// <summary>Maps <c>/api/tts</c> and <c>/api/tts/stream</c>.</summary>
    public static void MapTts(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/tts", SpeakAsync).RequireScope(ApiScope.Admin).Takes<TtsBody>().GivesBytes(SpeechFormats.MediaTypes);
        routes.MapPost("/api/tts/stream", StreamAsync).RequireScope(ApiScope.Admin).Takes<TtsBody>().GivesEvents();
    }

    private static async Task<IResult> SpeakAsync(HttpContext context, RawSpeechDoor door, SpeechEncoders encoders, IOptions<ApiOptions> options)
    {
        var (request, body, problem) = await ReadAsync(context, options.Value);
        if (problem is not null)
        {
            return problem.ToResult();
        }

        if (!SpeechFormats.TryParse(body!.Format ?? "wav", out var format))
        {
            return Problems.InvalidBody($"format must be one of {SpeechFormats.AllNames}.", "format").ToResult();
        }

        if (encoders.FindProblem(format) is { } missing)
        {
            return missing.ToResult();
        }

        var audio = new AudioAnswer(context.Response, encoders, format, AudioRates.Engine);
        return await door.ServeAsync(context, request, Problems.ToResult, body.Stream ? audio.SendStreamAsync : audio.SendWholeAsync);
    }

    private static async Task<IResult> StreamAsync(HttpContext context, RawSpeechDoor door, RawSpeech speech, IOptions<ApiOptions> options)
    {
        var (request, _, problem) = await ReadAsync(context, options.Value);
        return problem is not null
            ? problem.ToResult()
            : await door.ServeAsync(context, request, Problems.ToResult, new TtsEventStream(context.Response, speech.ProblemOf).SendAsync);
    }

    private static async Task<(RawSpeechRequest Request, TtsBody? Body, ProblemBody? Problem)> ReadAsync(HttpContext context, ApiOptions options)
    {
        var (body, unreadable) = await JsonBody.ReadAsync(context.Request, ApiJsonContext.Default.TtsBody, Shape, context.RequestAborted);
        var problem = RawSpeechRequest.Check(body, options.MaxTextCharacters, out var request);
        return (request, body, unreadable ?? problem);
    }
}
