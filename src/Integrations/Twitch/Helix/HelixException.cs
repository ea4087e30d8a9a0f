using System.Net;

namespace IShowTts.Integrations.Twitch.Helix;

/// <summary>Helix refused a call, or could not be asked.</summary>
/// <param name="status">Its answer; null when there was none (network, timeout, open circuit breaker) or the broadcaster is not signed in.</param>
/// <param name="message">What was asked, Twitch's own words, and the cure when there is one; holds no secret.</param>
/// <param name="inner">What happened.</param>
public sealed class HelixException(HttpStatusCode? status, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Helix's answer; null when there was none.</summary>
    public HttpStatusCode? Status { get; } = status;

    /// <summary>Whether it is certain that Twitch was not asked: nobody, or the wrong one, is signed in.</summary>
    public bool IsUnsent { get; init; }

    /// <summary>Whether the same call can succeed later without anybody doing anything: no answer, 429, 5xx.</summary>
    public bool IsPassing => Status is null or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}
