namespace IShowTts.Integrations.Twitch;

/// <summary>Names of Twitch accounts and channels.</summary>
internal static class TwitchLogin
{
    /// <summary>What a name may be, for people.</summary>
    internal const string Rule = "A name is 1 to 25 letters a-z, digits and underscores.";

    /// <summary>Reads a name as people write it; false when it can be none, so that nothing else ever reaches an IRC line.</summary>
    /// <param name="text">With or without <c>#</c> or <c>@</c>, any case.</param>
    /// <param name="login">Lower-case login.</param>
    public static bool TryRead(string text, out string login)
    {
        login = "";
        var name = text is ['#' or '@', .. var rest] ? rest : text;
        if (name.Length is 0 or > 25 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')) return false;
        login = name.ToLowerInvariant();
        return true;
    }
}
