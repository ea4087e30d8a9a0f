namespace IShowTts.TestKit.Twitch.Loopback;

/// <summary>What a <see cref="LoopbackSignIn"/> gave out.</summary>
/// <param name="UserId">Whose it is.</param>
/// <param name="Login">Login of the account.</param>
/// <param name="Scopes">What it allows.</param>
/// <param name="AccessToken">For calls.</param>
/// <param name="RefreshToken">For one renewal; empty when there is none.</param>
/// <param name="ExpiresAt">When the access token ends.</param>
public sealed record LoopbackToken(string UserId, string Login, IReadOnlyList<string> Scopes, string AccessToken, string RefreshToken, DateTimeOffset ExpiresAt);
