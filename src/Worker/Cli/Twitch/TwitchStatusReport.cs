using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.Worker.Api;
using IShowTts.Worker.SignIn;

namespace IShowTts.Worker.Cli.Twitch;

/// <summary>Result of <c>twitch status --json</c>. Holds no token.</summary>
/// <param name="State"><c>signed-out</c>, <c>signed-in</c>, <c>sign-in-again</c> or <c>wrong-account</c>.</param>
/// <param name="Login">Login of the account; null when nobody is signed in.</param>
/// <param name="UserId">Its id.</param>
/// <param name="Scopes">What the token allows.</param>
/// <param name="ExpiresAt">When the access token ends; it is renewed before.</param>
/// <param name="Trouble">What is wrong, and the command that cures it; empty when all is well.</param>
/// <param name="NotAsked">Why Twitch could not be asked whether the token is good; empty when it was.</param>
/// <param name="Features">What a sign-in can give.</param>
internal sealed record TwitchStatusReport(
    string State, string? Login, string? UserId, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt, string Trouble, string NotAsked, IReadOnlyList<TwitchFeatureReport> Features)
{
    /// <summary>How an account is.</summary>
    /// <param name="account">The account.</param>
    /// <param name="choice">What is on.</param>
    /// <param name="notAsked">Why Twitch could not be asked; empty when it was.</param>
    public static TwitchStatusReport Of(ITwitchAccount account, ITwitchFeatureChoice choice, string notAsked)
    {
        var session = account.Session;
        var on = choice.On;
        var trouble = account.State == TwitchAccountState.SignedOut ? account.Trouble : AccountWords.Alarm(account, choice);
        return new(
            Kebab.Of(account.State), session?.Login, session?.UserId, session is null ? [] : session.Scopes, session?.ExpiresAt, trouble, notAsked,
            [.. TwitchFeatures.All.Select(feature => TwitchFeatureReport.Of(feature, account, on.Contains(feature)))]);
    }
}

/// <summary>What a sign-in gives.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Gives">What it is.</param>
/// <param name="On">The configuration has it on.</param>
/// <param name="Allowed">The sign-in gives it.</param>
/// <param name="Scopes">Rights that it needs.</param>
/// <param name="Missing">Those of them that the token does not hold.</param>
internal sealed record TwitchFeatureReport(string Name, string Gives, bool On, bool Allowed, IReadOnlyList<string> Scopes, IReadOnlyList<string> Missing)
{
    /// <summary>How a feature is.</summary>
    public static TwitchFeatureReport Of(TwitchFeature feature, ITwitchAccount account, bool isOn)
    {
        var session = account.Session;
        return new(
            feature.Name, feature.Gives, isOn, session is not null && AccountWords.Gives(account, session, feature), feature.Scopes,
            [.. feature.Scopes.Where(scope => session is null || !session.Allows(scope))]);
    }
}
