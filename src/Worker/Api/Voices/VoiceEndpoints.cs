using IShowTts.Tts.Voices;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Api.OpenApi;
using IShowTts.Worker.Control;
using Microsoft.AspNetCore.Mvc;

namespace IShowTts.Worker.Api.Voices;

/// <summary>Voices: listed, listened to, uploaded, removed.</summary>
internal static class VoiceEndpoints
{
    /// <summary>Maps <c>/api/voices</c>.</summary>
    public static void MapVoices(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/voices");
        group.MapGet("", ListAsync).RequireScope(ApiScope.Read).Gives<IReadOnlyList<VoiceBody>>();
        group.MapPost("", static (HttpContext context, [FromServices] VoiceUploads uploads) => uploads.ReceiveAsync(context)).RequireScope(ApiScope.Admin)
            .TakesForm(VoiceForm.Required, VoiceForm.Optional, VoiceForm.ClipField).Gives<VoiceBody>(StatusCodes.Status201Created);
        group.MapGet("/{name}/clip", ListenAsync).RequireScope(ApiScope.Admin).GivesBytes("audio/wav");
        group.MapDelete("/{name}", RemoveAsync).RequireScope(ApiScope.Admin).GivesNothing();
    }

    private static async Task<IResult> ListAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.RequestServices.GetService<VoiceCatalog>() is not { } catalog)
        {
            return TypedResults.Json<IReadOnlyList<VoiceBody>>([], ApiJsonContext.Default.IReadOnlyListVoiceBody);
        }

        var problems = context.RequestServices.GetRequiredService<VoiceProblems>();
        var bodies = new List<VoiceBody>();
        var standard = catalog.Default;
        foreach (var voice in catalog.Named.Append(standard).DistinctBy(static voice => voice.Name, StringComparer.OrdinalIgnoreCase))
        {
            bodies.Add(VoiceBody.From(voice, voice.Name == standard.Name, await problems.OfAsync(voice, cancellationToken)));
        }

        return TypedResults.Json<IReadOnlyList<VoiceBody>>(bodies, ApiJsonContext.Default.IReadOnlyListVoiceBody);
    }

    private static async Task<IResult> ListenAsync(string name, [FromServices] VoiceCatalog catalog, CancellationToken cancellationToken)
    {
        if (catalog.Find(name) is not { Reference: not null } voice)
        {
            return Problems.NoVoice(name).ToResult();
        }

        try
        {
            return TypedResults.Bytes(await Task.Run(() => UploadedVoices.ReadClip(voice)!, cancellationToken), "audio/wav");
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return Problems.VoicesNotKept($"The clip of {voice.Name} cannot be read: {exception.Message}").ToResult();
        }
    }

    private static async Task<IResult> RemoveAsync(string name, HttpContext context, [FromServices] UploadedVoices voices, [FromServices] IAuditLog audit, CancellationToken cancellationToken)
    {
        try
        {
            switch (await voices.RemoveAsync(name, cancellationToken))
            {
                case VoiceRemoval.Removed:
                    await audit.WriteAsync(ApiActor.Of(context), "remove-voice", name, "removed with its clip", CancellationToken.None);
                    return TypedResults.NoContent();
                case VoiceRemoval.NotUploaded:
                    return Problems.VoiceNotUploaded(name).ToResult();
                case VoiceRemoval.IsDefault:
                    return Problems.VoiceIsDefault(name).ToResult();
                default:
                    return Problems.NoVoice(name).ToResult();
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return Problems.VoicesNotKept(exception.Message).ToResult();
        }
    }
}
