using System.Collections.Immutable;

namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>Who is signed in, without the token.</summary>
/// <param name="ClientId">Client id that the token belongs to; Helix wants it beside the token.</param>
/// <param name="UserId">Id of the account.</param>
/// <param name="Login">Login of the account, lower case.</param>
/// <param name="Scopes">What it allows, sorted; see <see cref="TwitchScopes"/>.</param>
/// <param name="ExpiresAt">When the access token ends; it is renewed before.</param>
public sealed record TwitchSession(string ClientId, string UserId, string Login, ImmutableArray<string> Scopes, DateTimeOffset ExpiresAt)
{
    /// <summary>Whether it allows something.</summary>
    /// <param name="scope">One of <see cref="TwitchScopes"/>.</param>
    public bool Allows(string scope) => Scopes.Contains(scope, StringComparer.Ordinal);
}
