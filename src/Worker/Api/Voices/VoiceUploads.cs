using IShowTts.Tts.Voices;
using IShowTts.Worker.Control;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Api.Voices;

/// <summary>Receives uploaded voices: few at a time, within a time, into a file that goes by itself.</summary>
internal sealed class VoiceUploads(UploadedVoices voices, VoiceCatalog catalog, VoiceProblems problems, IAuditLog audit, IOptions<ApiOptions> options, TimeProvider time) : IDisposable
{
    private const int MaxAtOnce = 2;

    private readonly SemaphoreSlim places = new(MaxAtOnce, MaxAtOnce);

    /// <summary>Receives one.</summary>
    /// <param name="context">The request; its body was not read yet.</param>
    public async Task<IResult> ReceiveAsync(HttpContext context)
    {
        var limit = options.Value.MaxClipBytes;
        if (VoiceForm.BoundaryOf(context.Request) is not { } boundary)
        {
            return Api.Problems.NotMultipart().ToResult();
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            // Room to read on a little past the limit: a sender that is cut off does not see the answer.
            size.MaxRequestBodySize = (2L * limit) + VoiceForm.MaxOtherBytes;
        }

        if (context.Request.ContentLength > (long)limit + VoiceForm.MaxOtherBytes)
        {
            return Api.Problems.ClipTooLarge(limit).ToResult();
        }

        if (!voices.HasFolder)
        {
            return Api.Problems.VoicesNotKept("There is no folder for uploaded voices (Voices:UploadsFolder).").ToResult();
        }

        if (!places.Wait(0, CancellationToken.None))
        {
            context.Response.Headers.RetryAfter = "5";
            return Api.Problems.TooManyUploads().ToResult();
        }

        try
        {
            return await ReceiveAsync(context, boundary, limit);
        }
        finally
        {
            places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    private async Task<IResult> ReceiveAsync(HttpContext context, string boundary, int limit)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.MaxUploadSeconds), time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(late.Token, context.RequestAborted);
        try
        {
            await using var clip = voices.OpenTemporary();
            var form = new VoiceForm(clip, limit);
            if (await form.ReadAsync(boundary, context.Request.Body, ends.Token) is { } problem)
            {
                return problem.ToResult();
            }

            clip.Position = 0;
            return await AddAsync(form, clip, ApiActor.Of(context), ends.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            return Api.Problems.UploadTooSlow(options.Value.MaxUploadSeconds).ToResult();
        }
        catch (Exception exception) when (exception is InvalidDataException or UnauthorizedAccessException or (IOException and not BadHttpRequestException))
        {
            return Api.Problems.VoicesNotKept($"{exception.Message} Nothing was kept.").ToResult();
        }
    }

    private async Task<IResult> AddAsync(VoiceForm form, Stream clip, Actor actor, CancellationToken cancellationToken)
    {
        var upload = new VoiceUpload(form["name"], form["language"], form["transcript"], form["consent"], actor.Name);
        var result = await voices.AddAsync(upload, clip, cancellationToken);
        if (result.Voice is not { } voice)
        {
            return Api.Problems.ClipRejected([.. result.Problems.Select(static problem => new ErrorBody(problem.Field, problem.Message))]).ToResult();
        }

        await audit.WriteAsync(actor, "add-voice", voice.Name, "uploaded, with a consent", CancellationToken.None);
        IReadOnlyList<string> found = [.. result.Notes, .. await problems.OfAsync(voice, cancellationToken)];
        return TypedResults.Json(VoiceBody.From(voice, voice.Name == catalog.Default.Name, found), ApiJsonContext.Default.VoiceBody, statusCode: StatusCodes.Status201Created);
    }
}
