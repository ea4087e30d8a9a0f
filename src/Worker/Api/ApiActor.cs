using IShowTts.Worker.Control;

namespace IShowTts.Worker.Api;

/// <summary>Who steers through HTTP.</summary>
internal static class ApiActor
{
    /// <summary>A program with the token.</summary>
    public static Actor Http { get; } = new("api", "api");
}
