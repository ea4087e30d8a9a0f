using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>An answer of Twitch's sign-in. Its body may be a secret: not in <see cref="ToString"/>.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Body as it came.</param>
internal sealed record IdAnswer(HttpStatusCode Status, byte[] Body)
{
    /// <summary>Whether Twitch understood the question and says no (400, 401, 403 with Twitch's own form of an error), unlike some other server on the way.</summary>
    /// <param name="message">What Twitch says, lower case, with <c>_</c> for spaces.</param>
    public bool IsRefusal(out string message)
    {
        message = "";
        if (Status is not (HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)) return false;
        try
        {
            message = JsonSerializer.Deserialize(Body, IdJsonContext.Default.IdError)?.Message ?? "";
        }
        catch (JsonException)
        {
            // Not Twitch's form: whoever answered, it was not its sign-in.
            return false;
        }

        message = message.ToLowerInvariant().Replace(' ', '_');
        return message.Length > 0;
    }

    /// <summary>Reads a good answer.</summary>
    /// <exception cref="HttpRequestException">It is none.</exception>
    public T Read<T>(JsonTypeInfo<T> type)
    {
        if (Status != HttpStatusCode.OK) throw Unexpected();
        try
        {
            return JsonSerializer.Deserialize(Body, type) ?? throw Unreadable();
        }
        catch (JsonException)
        {
            // Without the inner exception: its message may show a piece of the body.
            throw Unreadable();
        }
    }

    /// <summary>Nobody expects this status here.</summary>
    public HttpRequestException Unexpected() => new($"Twitch's sign-in answered with HTTP status {(int)Status}.", null, Status);

    /// <summary>The body makes no sense.</summary>
    public HttpRequestException Unreadable() => new("Twitch's sign-in gave an answer that cannot be understood.", null, Status);

    /// <summary>The status only.</summary>
    public override string ToString() => $"HTTP {(int)Status}";
}
