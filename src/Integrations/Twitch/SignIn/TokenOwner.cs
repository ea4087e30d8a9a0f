using System.Collections.Immutable;

namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>What Twitch says of a token.</summary>
/// <param name="ClientId">Application that it belongs to.</param>
/// <param name="UserId">Id of the account.</param>
/// <param name="Login">Login of the account, lower case.</param>
/// <param name="Scopes">What it allows, sorted.</param>
/// <param name="ExpiresAt">When it ends.</param>
internal sealed record TokenOwner(string ClientId, string UserId, string Login, ImmutableArray<string> Scopes, DateTimeOffset ExpiresAt)
{
    /// <summary>As a session.</summary>
    public TwitchSession ToSession() => new(ClientId, UserId, Login, Scopes, ExpiresAt);

    /// <summary>Whether a session tells the same, but for some seconds of its end.</summary>
    /// <param name="session">What is stored.</param>
    public bool Agrees(TwitchSession session) =>
        session.ClientId == ClientId && session.UserId == UserId && session.Login == Login
        && session.Scopes.SequenceEqual(Scopes, StringComparer.Ordinal)
        && (session.ExpiresAt - ExpiresAt).Duration() < TimeSpan.FromMinutes(1);
}
