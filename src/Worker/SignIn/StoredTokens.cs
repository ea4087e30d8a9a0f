using System.Text.Json.Serialization;
using IShowTts.Integrations.Twitch.SignIn;

namespace IShowTts.Worker.SignIn;

/// <summary>What the token file holds, before it is encrypted. Secrets: not in <see cref="ToString"/>.</summary>
/// <param name="Version">Of this form.</param>
/// <param name="ClientId">Application.</param>
/// <param name="UserId">Id of the account.</param>
/// <param name="Login">Login of the account.</param>
/// <param name="Scopes">What it allows.</param>
/// <param name="ExpiresAt">When the access token ends.</param>
/// <param name="AccessToken">For calls.</param>
/// <param name="RefreshToken">For one renewal; empty for a sign-in that Twitch takes no more.</param>
internal sealed record StoredTokens(
    int Version, string ClientId, string UserId, string Login, string[] Scopes, DateTimeOffset ExpiresAt, string AccessToken, string RefreshToken)
{
    /// <summary>The form that is written.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Made of tokens.</summary>
    public static StoredTokens Of(TwitchTokens tokens) => new(
        CurrentVersion, tokens.Session.ClientId, tokens.Session.UserId, tokens.Session.Login, [.. tokens.Session.Scopes], tokens.Session.ExpiresAt,
        tokens.AccessToken, tokens.RefreshToken);

    /// <summary>As tokens; null when something is missing or the form is a later one.</summary>
    public TwitchTokens? ToTokens() =>
        Version == CurrentVersion && ClientId is not null && UserId is not null && Login is not null && Scopes is not null && AccessToken is not null && RefreshToken is not null
            ? new TwitchTokens(new TwitchSession(ClientId, UserId, Login, [.. Scopes], ExpiresAt), AccessToken, RefreshToken)
            : null;

    /// <summary>The login only.</summary>
    public override string ToString() => $"stored tokens of {Login}";
}

/// <summary>JSON of the token file.</summary>
[JsonSerializable(typeof(StoredTokens))]
internal sealed partial class SignInJsonContext : JsonSerializerContext;
