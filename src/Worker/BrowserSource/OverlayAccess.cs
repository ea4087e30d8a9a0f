using IShowTts.Worker.Api;

namespace IShowTts.Worker.BrowserSource;

/// <summary>Decides who may open the overlay's socket.</summary>
/// <param name="token">The worker's token.</param>
internal sealed class OverlayAccess(ApiToken token)
{
    /// <summary>Whether the address carries a right key.</summary>
    public bool Allows(HttpRequest request) => request.Query["key"] is [{ } key] && token.Matches(key);
}
