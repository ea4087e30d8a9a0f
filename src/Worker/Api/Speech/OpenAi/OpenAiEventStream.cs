using IShowTts.Tts.Synthesis;

namespace IShowTts.Worker.Api.Speech.OpenAi;

/// <summary>Writes an answer as OpenAI's events: <c>speech.audio.delta</c>…, <c>speech.audio.done</c>; an error where it breaks.</summary>
/// <param name="response">Where to.</param>
/// <param name="audio">Makes the bytes.</param>
/// <param name="problemOf">Makes a problem of an engine's failure.</param>
internal sealed class OpenAiEventStream(HttpResponse response, AudioAnswer audio, Func<SynthesisException, ProblemBody> problemOf)
{
    /// <summary>Sends all of it.</summary>
    /// <param name="answer">The audio.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task SendAsync(RawSpeechAnswer answer, CancellationToken cancellationToken)
    {
        audio.WriteHeaders(answer);
        response.ContentType = "text/event-stream";
        response.Headers["X-Accel-Buffering"] = "no";
        var sink = new OpenAiDeltaSink(response);
        try
        {
            await audio.WriteToAsync(sink, answer, cancellationToken);
            var done = new OpenAiDoneBody(OpenAiUsageBody.Of(answer.Text, answer.Metrics!));
            await sink.SendAsync(done, OpenAiJsonContext.Default.OpenAiDoneBody, cancellationToken);
        }
        catch (SynthesisException exception)
        {
            await FailAsync(sink, problemOf(exception), cancellationToken);
        }
        catch (SpeechEncodingException exception)
        {
            await FailAsync(sink, Problems.EncodingFailed(exception.Message), cancellationToken);
        }
    }

    private static Task FailAsync(OpenAiDeltaSink sink, ProblemBody problem, CancellationToken cancellationToken) =>
        sink.SendAsync(OpenAiErrors.From(problem), OpenAiJsonContext.Default.OpenAiErrorBody, cancellationToken);
}
