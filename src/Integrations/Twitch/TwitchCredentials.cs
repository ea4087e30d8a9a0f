namespace IShowTts.Integrations.Twitch;

/// <summary>What signs an account in.</summary>
/// <param name="Login">Login of the account.</param>
/// <param name="Token">OAuth token, without <c>oauth:</c>. A secret: never logged, and not in <see cref="ToString"/>.</param>
public sealed record TwitchCredentials(string Login, string Token)
{
    /// <summary>Whether it may write in chat. Default yes.</summary>
    public bool MayWrite { get; init; } = true;

    /// <summary>The login only.</summary>
    public override string ToString() => $"credentials of {Login}";

    /// <summary>Whether a text can be a token, so that nothing else reaches an IRC line.</summary>
    /// <param name="text">With or without <c>oauth:</c>.</param>
    internal static bool IsToken(string text) => Strip(text) is { Length: > 0 and <= 500 } token && token.All(char.IsAsciiLetterOrDigit);

    /// <summary>The token without <c>oauth:</c>.</summary>
    /// <param name="text">With or without it.</param>
    internal static string Strip(string text) => text.StartsWith("oauth:", StringComparison.OrdinalIgnoreCase) ? text[6..] : text;
}
