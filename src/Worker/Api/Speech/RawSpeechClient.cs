using IShowTts.Worker.Api.Keys;

namespace IShowTts.Worker.Api.Speech;

/// <summary>Whose a request is, for the limit of one client.</summary>
internal static class RawSpeechClient
{
    /// <summary>A name that is the same for every request of a client: the token, one key, one session.</summary>
    /// <param name="context">A request that the guard let through.</param>
    public static string Of(HttpContext context)
    {
        var caller = context.GetCaller();
        return $"{caller.Kind}:{caller.Name}:{caller.Number}";
    }
}
