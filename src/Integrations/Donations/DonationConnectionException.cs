using System.Net;

namespace IShowTts.Integrations.Donations;

/// <summary>A donation service could not be reached, or the connection was lost; trying again may help. Its message never holds an address with a query, as that may hold a token.</summary>
internal sealed class DonationConnectionException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What happened, for people.</param>
    /// <param name="inner">The cause, when there is one.</param>
    public DonationConnectionException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>The shortest wait that the service asked for; null for none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether there was a connection before.</summary>
    public bool IsLost { get; init; }

    /// <summary>The HTTP status that it answered with; null when it was no answer.</summary>
    public HttpStatusCode? Status { get; init; }
}
