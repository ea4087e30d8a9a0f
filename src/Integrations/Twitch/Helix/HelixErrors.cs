using System.Net;
using System.Text.Json;
using IShowTts.Integrations.Twitch.Text;

namespace IShowTts.Integrations.Twitch.Helix;

/// <summary>Says what went wrong with a call, and what cures it.</summary>
internal static class HelixErrors
{
    private const int MaxWords = 200;

    /// <summary>What cures a missing or refused sign-in.</summary>
    internal const string SignIn = "Run `ishowtts twitch login`.";

    /// <summary>Why there was no answer when there was no token to ask with.</summary>
    internal const string NotRenewed = "the token must be renewed and Twitch's sign-in cannot be reached";

    /// <summary>Nobody is signed in, or not who is needed: nothing was sent.</summary>
    public static HelixException SignedOut(HelixCall call, string trouble) =>
        new(null, $"Twitch cannot be asked to {call.What}: {(trouble.Length > 0 ? trouble : $"nobody is signed in. {SignIn}")}") { IsUnsent = true };

    /// <summary>The token is taken no more, also after it was renewed.</summary>
    public static HelixException Refused(HelixCall call, string trouble) =>
        new(HttpStatusCode.Unauthorized, $"Twitch does not accept the sign-in to {call.What}. {(trouble.Length > 0 ? trouble : SignIn)}");

    /// <summary>There was no answer.</summary>
    public static HelixException Unreachable(HelixCall call, string why, Exception inner) =>
        new(null, $"Twitch could not be asked to {call.What}: {why}.", inner);

    /// <summary>Twitch said no.</summary>
    /// <param name="call">What was asked.</param>
    /// <param name="status">Its answer.</param>
    /// <param name="words">Its own words, from <see cref="ReadWords"/>.</param>
    public static HelixException Answered(HelixCall call, HttpStatusCode status, string words)
    {
        var said = words.Length > 0 ? $"{(int)status} {words}" : $"{(int)status}";
        return new HelixException(status, $"Twitch did not {call.What}: {said}. {Cure(call, status)}".TrimEnd());
    }

    /// <summary>Twitch's own words of an error body; empty when there are none.</summary>
    /// <param name="body">The body; may be anything.</param>
    public static string ReadWords(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("message", out var message)
                || message.ValueKind != JsonValueKind.String) return "";
            var words = ViewerNames.CollapseLines(string.Concat((message.GetString() ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter))).TrimEnd('.');
            return words.Length > MaxWords ? words[..MaxWords] : words;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // A proxy's page: its status says enough.
            return "";
        }
    }

    /// <summary>Whether a 401 is about a scope: a renewed token would have the same ones.</summary>
    public static bool IsScope(string words) => words.Contains("scope", StringComparison.OrdinalIgnoreCase);

    private static string Cure(HelixCall call, HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized when call.Scope.Length > 0 => $"It needs the scope {call.Scope}: run `ishowtts twitch login` again.",
        HttpStatusCode.Forbidden when call.Scope.Length > 0 => $"If the scope {call.Scope} is missing, run `ishowtts twitch login` again.",
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => SignIn,
        HttpStatusCode.Gone => "Twitch has ended this interface; a newer version of iShowTTS is needed.",
        _ => "",
    };
}
