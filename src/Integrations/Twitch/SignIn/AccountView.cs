namespace IShowTts.Integrations.Twitch.SignIn;

/// <summary>What is told of an account at one moment. Immutable.</summary>
/// <param name="State">How the sign-in is.</param>
/// <param name="Session">Who is signed in, or was.</param>
/// <param name="Trouble">Why not, and the cure; empty when all is well.</param>
internal sealed record AccountView(TwitchAccountState State, TwitchSession? Session, string Trouble)
{
    /// <summary>What cures nearly everything.</summary>
    internal const string LoginCommand = "ishowtts twitch login";

    /// <summary>Nobody.</summary>
    public static AccountView SignedOut { get; } = new(TwitchAccountState.SignedOut, null, $"Nobody is signed in to Twitch. To sign in: {LoginCommand}");

    /// <summary>What stored tokens mean.</summary>
    /// <param name="tokens">As they are stored; null for none, an empty refresh token for dead ones.</param>
    /// <param name="channel">Login of the channel that is read; empty for none.</param>
    public static AccountView Of(TwitchTokens? tokens, string channel)
    {
        if (tokens is null) return SignedOut;

        var session = tokens.Session;
        if (!IsAlive(tokens))
        {
            return new AccountView(
                TwitchAccountState.SignInAgain, null,
                $"Twitch does not take the sign-in of {session.Login} any more: it ended, was taken back, or the password was changed. Sign in again: {LoginCommand}");
        }

        return channel.Length == 0 || session.Login == channel
            ? new AccountView(TwitchAccountState.SignedIn, session, "")
            : new AccountView(
                TwitchAccountState.WrongAccount, session,
                $"Signed in as {session.Login}, but the channel is {channel}: its channel points, bits and subscriptions cannot be read. Sign in as {channel}: {LoginCommand}");
    }

    /// <summary>The stored tokens cannot be used.</summary>
    /// <param name="trouble">Names file and cure.</param>
    public static AccountView Unusable(string trouble) => new(TwitchAccountState.SignInAgain, null, trouble);

    /// <summary>Whether tokens can still be used or renewed.</summary>
    /// <param name="tokens">As they are stored.</param>
    public static bool IsAlive(TwitchTokens tokens) => tokens.RefreshToken.Length > 0;

    /// <summary>Whether both say the same.</summary>
    public bool Equals(AccountView? other) =>
        other is not null && State == other.State && Trouble == other.Trouble && SameSession(Session, other.Session);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(State, Trouble, Session?.ExpiresAt);

    // An ImmutableArray compares by reference; here its scopes count.
    private static bool SameSession(TwitchSession? one, TwitchSession? other) => (one, other) switch
    {
        (null, null) => true,
        ({ } a, { } b) => a.Scopes.SequenceEqual(b.Scopes, StringComparer.Ordinal) && a with { Scopes = b.Scopes } == b,
        _ => false,
    };
}
