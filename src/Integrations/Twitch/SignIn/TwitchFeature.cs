using System.Collections.Immutable;

namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>One thing that a sign-in gives, and the rights it needs.</summary>
/// <param name="Name">Short name, kebab-case: <c>channel-points</c>.</param>
/// <param name="Gives">What it gives, for people; fits behind "without it: no …" and in a table.</param>
/// <param name="OwnChannelOnly">Twitch gives it to the channel's own account only, not to a bot or a moderator.</param>
/// <param name="Scopes">What the token must allow, all of it; see <see cref="TwitchScopes"/>.</param>
public sealed record TwitchFeature(string Name, string Gives, bool OwnChannelOnly, params ImmutableArray<string> Scopes)
{
    /// <summary>Whether a sign-in allows it.</summary>
    /// <param name="session">Who is signed in.</param>
    public bool IsAllowedBy(TwitchSession session) => Scopes.All(session.Allows);

    /// <inheritdoc/>
    public bool Equals(TwitchFeature? other) => other is not null && other.Name == Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
