using IShowTts.Integrations.Twitch;
using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.Worker.SignIn;

namespace IShowTts.Worker.Cli.Doctor;

/// <summary>Who is signed in to Twitch, until when, and what the sign-in does not give.</summary>
/// <param name="account">The account; Twitch is asked whether its token is good.</param>
/// <param name="choice">What is on.</param>
/// <param name="options">The section <c>Twitch</c>.</param>
internal sealed class TwitchDoctorCheck(TwitchAccount account, ITwitchFeatureChoice choice, TwitchOptions options) : IDoctorCheck
{
    private const string SignIn = $"Sign in: {AccountWords.Login}";

    /// <inheritdoc/>
    public string Name => "twitch";

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Finding>> CheckAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        try
        {
            if (!await account.ValidateAsync(cancellationToken))
            {
                findings.Add(new(Name, FindingLevel.Warning, AccountWords.Unclear, "Try again in a minute."));
            }
        }
        catch (HttpRequestException exception)
        {
            findings.Add(new(Name, FindingLevel.Warning, $"Twitch could not be asked whether the sign-in is good. {exception.Message}", "Check the network connection."));
        }

        findings.InsertRange(0, Look());
        return findings;
    }

    private IEnumerable<Finding> Look()
    {
        if (account.State == TwitchAccountState.SignInAgain)
        {
            return Finding.Error(Name, account.Trouble, SignIn);
        }

        if (account.Session is not { } session)
        {
            var way = options.Token.Length > 0 ? "Chat is read with Twitch:Token." : "Chat is read anonymously, without answers, channel points or EventSub.";
            return [new(Name, FindingLevel.Ok, $"Nobody is signed in. {way}", options.ClientId.Length > 0 ? SignIn : null)];
        }

        List<Finding> findings =
        [
            new(Name, FindingLevel.Ok, FormattableString.Invariant($"Signed in as {session.Login}; the token is good until {session.ExpiresAt:yyyy-MM-dd HH:mm} UTC and renews itself. It allows: {string.Join(' ', session.Scopes)}")),
        ];
        if (account.State == TwitchAccountState.WrongAccount)
        {
            findings.Add(new(Name, FindingLevel.Error, account.Trouble, SignIn));
        }

        findings.AddRange(TwitchFeatures.Missing(session, choice.On).Select(feature => new Finding(
            Name, FindingLevel.Warning, $"Without the right {string.Join(' ', feature.Scopes.Where(scope => !session.Allows(scope)))}: no {feature.Gives}.", SignIn)));
        return findings;
    }
}
