namespace IShowTts.Worker.Api.Keys;

/// <summary>Secrets do not belong in addresses, which end up in histories and in logs of proxies. Only the overlay's own key may stand in one, as OBS takes nothing but an address.</summary>
internal static class SecretsInAddress
{
    /// <summary>Where the overlay's key may stand in the query.</summary>
    public const string OverlayPath = "/overlay";

    /// <summary>Its name there.</summary>
    public const string OverlayKey = "key";

    private static readonly string[] Names = [OverlayKey, "token", "access_token", "api_key", "apikey", "api-key"];

    /// <summary>The overlay's key in the address of a request; null when none may be or is there. The page itself is open to all: it holds nothing, and says what is wrong with its key.</summary>
    /// <param name="request">The request.</param>
    public static string? FindOverlayKey(HttpRequest request) =>
        IsOverlay(request) && request.Path != OverlayPath && request.Query.TryGetValue(OverlayKey, out var values) ? values.ToString() : null;

    /// <summary>Whether the address of a request holds a secret where none may be.</summary>
    /// <param name="request">The request.</param>
    public static bool IsMisplaced(HttpRequest request) =>
        ApiKeySecret.IsIn(request.Path.Value)
        || request.Query.Any(pair => !(IsOverlay(request) && pair.Key == OverlayKey) && (Names.Contains(pair.Key, StringComparer.OrdinalIgnoreCase) || pair.Value.Append(pair.Key).Any(ApiKeySecret.IsIn)));

    private static bool IsOverlay(HttpRequest request) => request.Path.StartsWithSegments(OverlayPath, StringComparison.OrdinalIgnoreCase);
}
