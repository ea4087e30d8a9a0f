namespace IShowTts.Worker.Api.Keys;

/// <summary>A key of a program or of the overlay, as it is kept: without its secret.</summary>
/// <param name="Name">Unique, whatever the case; see <see cref="ApiKeyRules"/>.</param>
/// <param name="Hash">SHA-256 of the secret.</param>
/// <param name="Scopes">What was given; what that implies is not in it.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record ApiKey(string Name, ReadOnlyMemory<byte> Hash, ApiScope Scopes, DateTimeOffset CreatedAt)
{
    /// <summary>Tells this key from a later one of the same name.</summary>
    public string Id => Convert.ToHexStringLower(Hash.Span)[..16];

    /// <summary>Whether it may stand in an address.</summary>
    public bool IsOverlay => Scopes == ApiScope.Overlay;
}
