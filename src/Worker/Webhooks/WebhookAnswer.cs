using IShowTts.Integrations.Donations.Webhooks;

namespace IShowTts.Worker.Webhooks;

/// <summary>What a sender is told. Always the same words for the same outcome: nothing of a request comes back.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Text">One sentence; empty for 204.</param>
internal sealed record WebhookAnswer(int Status, string Text)
{
    /// <summary>Seconds after which a sender tries again that came at a bad time.</summary>
    public const int RetrySeconds = 5;

    /// <summary>For every path that is none.</summary>
    public static WebhookAnswer NotFound { get; } = new(StatusCodes.Status404NotFound, "There is nothing at this address.");

    /// <summary>The answer of an outcome.</summary>
    /// <param name="outcome">What became of the request.</param>
    /// <param name="takenStatus">The status that this sender understands as taken, 200 or 204.</param>
    public static WebhookAnswer Of(WebhookOutcome outcome, int takenStatus) => outcome switch
    {
        WebhookOutcome.Taken or WebhookOutcome.Ignored => new(takenStatus, ""),
        WebhookOutcome.Repeated => new(StatusCodes.Status200OK, "It was received before."),
        WebhookOutcome.Malformed => new(StatusCodes.Status400BadRequest, "A header is missing, or the body cannot be read."),
        WebhookOutcome.Refused => new(StatusCodes.Status401Unauthorized, "The signature, its time or the token is not right."),
        WebhookOutcome.WrongMethod => new(StatusCodes.Status405MethodNotAllowed, "Send a POST."),
        WebhookOutcome.TooSlow => new(StatusCodes.Status408RequestTimeout, "The body took too long."),
        WebhookOutcome.SwitchedOff => new(StatusCodes.Status410Gone, "This source is switched off. Stop sending."),
        WebhookOutcome.TooLarge => new(StatusCodes.Status413PayloadTooLarge, "The body is larger than 65536 bytes."),
        WebhookOutcome.WrongType => new(StatusCodes.Status415UnsupportedMediaType, "The content type is not that of this source."),
        WebhookOutcome.TooMany => new(StatusCodes.Status429TooManyRequests, "Too many requests. Slow down."),
        WebhookOutcome.Busy => new(StatusCodes.Status503ServiceUnavailable, "It could not be stored in time. Try again."),
        _ => new(StatusCodes.Status500InternalServerError, "Something went wrong in the worker. Try again."),
    };
}
