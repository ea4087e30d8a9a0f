using System.Globalization;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Api.Speech;
using IShowTts.Worker.Api.Speech.OpenAi;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IShowTts.Worker.Api;

/// <summary>Every problem the API can tell; the types are stable and listed in docs/api.md.</summary>
internal static class Problems
{
    private const string Prefix = "urn:ishowtts:problem:";

    public static ProblemBody Unauthorized() =>
        New("unauthorized", "The token is missing", 401, "Send the header Authorization: Bearer TOKEN, with an API key (`ishowtts keys`) or the token that is in the file 'token' of the data directory.");

    public static ProblemBody WrongCredentials() =>
        New("unauthorized", "The token is wrong", 401, "It is neither an API key of this worker (`ishowtts keys list`) nor its token, which is in the file 'token' of the data directory.");

    /// <summary>The answer to wrong credentials, or that too many came.</summary>
    /// <param name="context">The request; it gets the header <c>Retry-After</c> when its address must wait.</param>
    /// <param name="wait">How long its address must wait; null when it need not.</param>
    public static ProblemBody WrongCredentials(HttpContext context, TimeSpan? wait)
    {
        if (wait is not { } time)
        {
            return WrongCredentials();
        }

        var seconds = Math.Max(1, (int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        return New("too-many-wrong-keys", "Too many wrong tokens or keys came from this address", 429, $"Try again in {seconds} s. Right ones are taken at any time.");
    }

    public static ProblemBody WrongCode() =>
        New("unauthorized", "The link does not count any more", 401, "Each link opens the dashboard once, for ten minutes. `ishowtts dashboard` prints a fresh one.");

    public static ProblemBody OriginNotOwn() =>
        New("origin-not-allowed", "This web page may not use the dashboard's session", 403, "A change with the dashboard's cookie must carry the Origin header of the dashboard itself. Programs send Authorization: Bearer KEY instead.", "Origin");

    public static ProblemBody NotWithAKey() =>
        New("not-with-a-key", "An API key cannot make links to the dashboard", 403, "A session would outlive the key. Use the token, or a dashboard that is signed in.");

    public static ProblemBody SecretInAddress() =>
        New("secret-in-address", "A secret stands in the address", 400, "Addresses end up in histories and logs. Send it with the header Authorization: Bearer KEY; only the overlay's own key may stand in the address of /overlay. If it was a real one, revoke it.");

    public static ProblemBody ScopeMissing(ApiScope scope) =>
        New("scope-missing", "The key may not do this", 403, $"This needs the scope '{Kebab.Of(scope)}'. A key gets its scopes when it is made: ishowtts keys add NAME --scope {Kebab.Of(scope)}.", Kebab.Of(scope));

    public static ProblemBody HostNotAllowed(string host) =>
        New("host-not-allowed", "The server is not known by this name", 403, $"The Host header says '{Shorten(host)}'. Call it by IP address or localhost, or add the name to Api:AllowedHosts.", "Host");

    public static ProblemBody OriginNotAllowed(string origin) =>
        New("origin-not-allowed", "This web page may not change anything", 403, $"The Origin header says '{Shorten(origin)}'. Add it to Api:AllowedOrigins if that page is yours.", "Origin");

    public static ProblemBody PageNotAllowed() =>
        New("origin-not-allowed", "This web page may not read from the worker", 403, "The browser says that a page of another site asks. If that page is yours, add it to Api:AllowedOrigins and let it fetch with CORS.", "Sec-Fetch-Site");

    public static ProblemBody Invalid(string parameter, string detail) => New("invalid-parameter", "A parameter is not valid", 400, detail, parameter);

    public static ProblemBody InvalidBody(string detail, string? field = null) => New("invalid-body", "The body is not valid", 400, detail, field);

    /// <summary>A body beyond the limit of its request: most have the usual one, uploads one of their own.</summary>
    /// <param name="context">The request.</param>
    /// <param name="usual">The usual limit, bytes.</param>
    public static ProblemBody TooLarge(HttpContext context, int usual)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? usual;
        return New("body-too-large", "The body is too large", 413, limit == usual ? $"At most {limit} bytes are taken (Api:MaxBodyBytes)." : $"At most {limit} bytes are taken here.");
    }

    public static ProblemBody MediaType() => New("unsupported-media-type", "The body must be JSON", 415, "Send it with the header Content-Type: application/json.", "Content-Type");

    public static ProblemBody NoUtterance(string id) => New("utterance-unknown", "There is no such utterance", 404, $"No utterance has the id '{Shorten(id)}'; old ones are removed (Queue:HistoryDays, Queue:HistoryLimit).", "id");

    public static ProblemBody NoAudio() => New("audio-unknown", "The audio is not there", 404, "An utterance has audio from its synthesis to its end.", "id");

    public static ProblemBody WrongState(UtteranceBody utterance, string order) =>
        New("wrong-state", "The utterance is in another state", 409, $"It is {utterance.State}, so it cannot be {order}.") with { Utterance = utterance };

    public static ProblemBody NoWord(string word) => New("word-unknown", "The list has no such word", 404, $"'{Shorten(word)}' is not in it; words of the lists file (Filters:ListsFile) are taken out there.", "word");

    public static ProblemBody NoViewer() => New("viewer-unknown", "Nothing is kept for this viewer", 404, "GET /api/viewers lists those with settings.", "login");

    public static ProblemBody TooManyViewers(int limit) => New("too-many-viewers", "The list of viewers is full", 409, $"Settings are kept for {limit} viewers. Take somebody out first.");

    public static ProblemBody MovedMeanwhile() => New("wrong-state", "The utterance is in another state", 409, "The queue changed at that moment. Look at it, and try again.");

    public static ProblemBody TakenBack(UtteranceBody utterance) =>
        New("taken-back", "The words were taken back", 409, $"A moderator, the platform or the author took them back ({utterance.Reason?.Code ?? "unknown"}); they are not said.") with { Utterance = utterance };

    public static ProblemBody ReleasedBefore(UtteranceBody utterance) =>
        New("wrong-state", "The utterance is in another state", 409, $"It was released before, or is about to be said again: that is the utterance {utterance.Id}, which is {utterance.State}.") with { Utterance = utterance };

    public static ProblemBody NothingLeft(UtteranceBody utterance) =>
        New("wrong-state", "The utterance is in another state", 409, "Without words and the numbers of its event nothing is left to say.") with { Utterance = utterance };

    public static ProblemBody Rejected(UtteranceBody utterance) =>
        New("rejected", "The filters do not let this be spoken", 422, $"Reason {utterance.Reason?.Code ?? "unknown"}{(utterance.Reason?.Rule is { } rule ? $", rule {rule}" : "")}.") with { Utterance = utterance };

    public static ProblemBody QueueFull(UtteranceBody utterance) =>
        New("queue-full", "The queue is full", 503, "Everything that waits is at least as important. Try again later, or raise Queue:Capacity.") with { Utterance = utterance };

    public static ProblemBody QueueUnavailable() => New("queue-unavailable", "The queue cannot be used now", 503, "The worker's log and `ishowtts doctor` say why.");

    public static ProblemBody TooManyStreams(int limit) =>
        New("too-many-streams", "Too many event streams are open", 503, $"At most {limit} are served (Api:MaxEventStreams). Close one, raise that setting, or try again later.");

    /// <summary>A caller has all the streams that one may have.</summary>
    /// <param name="caller">Somebody without a secret, or an API key.</param>
    /// <param name="share">How many those are.</param>
    /// <param name="limit">Most streams of all callers.</param>
    public static ProblemBody StreamShareTaken(ApiCaller caller, int share, int limit) =>
        New("stream-share-taken", "Too many event streams are open for one client", 429, caller.Kind == CallerKind.Anonymous
            ? $"All callers without a secret have at most {share} of the {limit} event streams (half of Api:MaxEventStreams). Close a page or program, sign in or send a key, or raise that setting."
            : $"The key '{caller.Name}' has at most {share} of the {limit} event streams (half of Api:MaxEventStreams). Close one, or raise that setting.");

    public static ProblemBody TooManySyntheses(string detail) => New("too-many-syntheses", "Too many requests for audio", 429, $"{detail} Try again when one is done.");

    public static ProblemBody TakenTooSlowly() => New("taken-too-slowly", "The audio was not taken in time", 408, "It is kept for half a minute and twice its playing time after it was made. Read it at once.");

    public static ProblemBody NothingToSay() => New("nothing-to-say", "The voice has nothing to say for this text", 422, "Send a text with words.", "text");

    public static ProblemBody SynthesisFailed(string code, string message) => New("synthesis-failed", "The text could not be spoken", 503, $"{code}: {message}");

    public static ProblemBody FormatUnavailable(string format) => New("format-unavailable", "This format needs ffmpeg", 501, $"{format} is written by ffmpeg, which is not there. {FfmpegProgram.Cure}", "format");

    public static ProblemBody EncodingFailed(string detail) => New("encoding-failed", "The audio could not be written in this format", 503, detail, "format");

    public static ProblemBody ModelNotFound(IEnumerable<string> models) => New("model-not-found", "There is no such model", 404, $"The models are {string.Join(", ", models)}.", "model");

    public static ProblemBody Stopping() => New("stopping", "The worker stops", 503, "Ask again when it runs again.");

    public static ProblemBody TooManyPages() => New("too-many-pages", "Too many overlay pages are open", 503, "Close one, or raise BrowserSource:MaxPages.");

    public static ProblemBody WebSocketOnly() => New("websocket-only", "This address takes WebSockets only", 426, "The overlay page connects here; open /overlay instead.");

    public static ProblemBody NotFound() => New("not-found", "There is nothing at this address", 404, "docs/api.md lists the addresses.");

    public static ProblemBody MethodNotAllowed() => New("method-not-allowed", "The address does not take this method", 405, "The Allow header lists the methods it takes.");

    public static ProblemBody BadRequest(int status) => New("bad-request", "The request cannot be understood", status, "The server could not read the request.");

    public static ProblemBody Internal() => New("internal", "Something went wrong in the worker", 500, "The worker's log says what.");

    public static ProblemBody SettingsInvalid(IReadOnlyList<ErrorBody> errors) =>
        New("settings-invalid", "The settings are not valid", 422, $"{errors[0].Key ?? "All"}: {errors[0].Message} Nothing was changed.") with { Errors = errors };

    public static ProblemBody NoVoice(string name) => New("voice-unknown", "There is no such voice", 404, $"No voice is called '{Shorten(name)}'; GET /api/voices lists them.", "name");

    public static ProblemBody VoiceNotUploaded(string name) =>
        New("voice-not-uploaded", "The voice was not uploaded", 409, $"{Shorten(name)} stands in the voices file (Voices:File), or is an engine's own. Remove it there.", "name");

    public static ProblemBody VoiceIsDefault(string name) => New("voice-is-default", "The voice is the default one", 409, $"Others fall back on {Shorten(name)}. Choose another Voices:Default first.", "name");

    public static ProblemBody ClipRejected(IReadOnlyList<ErrorBody> errors) =>
        New("clip-rejected", "The voice cannot be taken", 422, $"{errors[0].Key}: {errors[0].Message}", errors[0].Key) with { Errors = errors };

    public static ProblemBody ClipTooLarge(int limit) => New("body-too-large", "The body is too large", 413, $"The clip may have at most {limit} bytes (Api:MaxClipBytes). 3 to 12 s of speech are best; cut it.", "clip");

    public static ProblemBody NotMultipart() => New("unsupported-media-type", "The body must be a form", 415, "Send it with the header Content-Type: multipart/form-data, with the fields name, language, transcript, consent and the file clip.", "Content-Type");

    public static ProblemBody TooManyUploads() => New("too-many-uploads", "Too many voices are being uploaded", 429, "Wait until they are done, then send it again.");

    public static ProblemBody UploadTooSlow(int seconds) => New("upload-too-slow", "The upload took too long", 408, $"It was given up after {seconds} s (Api:MaxUploadSeconds). Send it again over a faster line, or send a shorter clip.");

    public static ProblemBody VoicesNotKept(string detail) => New("voices-not-kept", "Voices cannot be kept or read", 503, detail);

    public static ProblemBody SettingsNotWritten(string detail) => New("settings-not-written", "The settings cannot be kept", 503, detail);

    /// <summary>A problem as the answer of an endpoint.</summary>
    public static JsonHttpResult<ProblemBody> ToResult(this ProblemBody problem) =>
        TypedResults.Json(problem, ApiJsonContext.Default.ProblemBody, "application/problem+json", problem.Status);

    /// <summary>Writes a problem as the answer of a request.</summary>
    public static Task WriteAsync(this ProblemBody problem, HttpContext context)
    {
        context.Response.StatusCode = problem.Status;
        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        if (OpenAiErrors.AreReadBy(context.Request))
        {
            return OpenAiErrors.WriteAsync(problem, context);
        }

        return context.Response.WriteAsJsonAsync(problem, ApiJsonContext.Default.ProblemBody, "application/problem+json", context.RequestAborted);
    }

    private static ProblemBody New(string type, string title, int status, string detail, string? parameter = null) => new(Prefix + type, title, status, detail, parameter);

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..(char.IsHighSurrogate(text[79]) ? 79 : 80)] + "…";
}
