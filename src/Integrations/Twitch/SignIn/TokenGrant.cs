using System.Collections.Immutable;

namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>A pair of tokens as Twitch gave it. Secrets: not in <see cref="ToString"/>.</summary>
/// <param name="AccessToken">For calls.</param>
/// <param name="RefreshToken">For one renewal.</param>
/// <param name="Scopes">What it allows, sorted; empty when Twitch did not tell.</param>
/// <param name="ExpiresAt">When the access token ends.</param>
internal sealed record TokenGrant(string AccessToken, string RefreshToken, ImmutableArray<string> Scopes, DateTimeOffset ExpiresAt)
{
    /// <summary>Nothing of it.</summary>
    public override string ToString() => "a pair of tokens";
}
