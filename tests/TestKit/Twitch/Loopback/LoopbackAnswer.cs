using Microsoft.AspNetCore.Http;

namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>Answers in Twitch's form.</summary>
internal static class LoopbackAnswer
{
    /// <summary>Answers <c>{error, status, message}</c>.</summary>
    public static async Task ErrorAsync(HttpContext context, int status, string error, string message)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new { error, status, message });
    }
}
