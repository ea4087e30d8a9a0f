namespace IShowTts.Worker.Api.Speech.OpenAi;

/// <summary>Answers <c>POST /v1/audio/speech</c>. Like OpenAI's, the audio always comes while synthesis goes on.</summary>
internal sealed class OpenAiSpeech(RawSpeechDoor door, RawSpeech speech, SpeechEncoders encoders, OpenAiModels models, OpenAiVoices voices)
{
    private const int MostCharacters = 4_096;
    private const string Shape = "{\"model\": \"tts-1\", \"input\": …, \"voice\": …, \"response_format\": …, \"speed\": …, \"stream_format\": …}";

    /// <summary>Serves one request.</summary>
    public async Task<IResult> ServeAsync(HttpContext context)
    {
        var (body, unreadable) = await JsonBody.ReadAsync(context.Request, OpenAiJsonContext.Default.OpenAiSpeechBody, Shape, context.RequestAborted);
        if (body is null)
        {
            return OpenAiErrors.ToResult(unreadable!);
        }

        if (Check(body, out var request, out var format) is { } problem)
        {
            return OpenAiErrors.ToResult(problem);
        }

        if (encoders.FindProblem(format) is { } missing)
        {
            // Asking again installs nothing.
            context.Response.Headers["X-Should-Retry"] = "false";
            return OpenAiErrors.ToResult(missing);
        }

        var audio = new AudioAnswer(context.Response, encoders, format, format == SpeechFormat.Pcm ? AudioRates.OpenAi : AudioRates.Engine);
        return await door.ServeAsync(
            context, request, OpenAiErrors.ToResult, body.StreamFormat == "sse" ? new OpenAiEventStream(context.Response, audio, speech.ProblemOf).SendAsync : audio.SendStreamAsync);
    }

    private ProblemBody? Check(OpenAiSpeechBody body, out RawSpeechRequest request, out SpeechFormat format)
    {
        request = new RawSpeechRequest("", null, null, 1, null, null);
        format = SpeechFormat.Mp3;
        if (string.IsNullOrWhiteSpace(body.Input) || body.Input.Length > MostCharacters)
        {
            return Problems.InvalidBody($"input must have 1 to {MostCharacters} characters that are not all blank.", "input");
        }

        if (body.Model is null || !models.TryFind(body.Model, out var engine))
        {
            return body.Model is null ? Problems.InvalidBody("model is missing; send tts-1.", "model") : Problems.ModelNotFound(models.Names);
        }

        if (body.ResponseFormat is { } name && !SpeechFormats.TryParse(name, out format))
        {
            return Problems.InvalidBody($"response_format must be one of {SpeechFormats.AllNames}.", "response_format");
        }

        if (body.StreamFormat is not (null or "audio" or "sse"))
        {
            return Problems.InvalidBody("stream_format must be audio or sse.", "stream_format");
        }

        return voices.Find(body.Voice, out var voice)
            ?? RawSpeechRequest.Check(new TtsBody(body.Input, voice, engine, body.Speed), MostCharacters, out request);
    }
}
