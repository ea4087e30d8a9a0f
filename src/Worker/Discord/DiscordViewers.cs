using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Discord;

/// <summary>How people of Discord stand in the rest of the worker. Their ids and logins begin with <c>discord:</c>, which no login of Twitch can.</summary>
internal static class DiscordViewers
{
    /// <summary>Source of their messages, and way of their commands in the audit log.</summary>
    public const string Source = "discord";

    /// <summary>What ids, logins and channels begin with.</summary>
    public const string Prefix = "discord:";

    private const int LongestName = 32;
    private const int LongestId = 20;

    /// <summary>The id that a viewer has here.</summary>
    /// <param name="userId">Discord's id of the user.</param>
    public static string IdOf(string userId) => Prefix + userId;

    /// <summary>The channel of everything in one guild: a ban there takes back what was written in all its channels.</summary>
    /// <param name="guildId">Discord's id of the guild.</param>
    public static string ChannelOf(string guildId) => Prefix + guildId;

    /// <summary>Somebody by what was typed: <c>discord:name</c>, <c>discord:#id</c> or Discord's own <c>&lt;@id&gt;</c>; null when it is none of these.</summary>
    /// <param name="text">Hostile.</param>
    /// <remarks>Who is only known by id gets the login <c>discord:#id</c>: user names of Discord have no <c>#</c>.</remarks>
    public static Viewer? Parse(string text)
    {
        if (text.StartsWith("<@", StringComparison.Ordinal) && text.EndsWith('>'))
        {
            return ById(text[2..^1].TrimStart('!'));
        }

        var login = text.TrimStart('@').ToLowerInvariant();
        if (!login.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var name = login[Prefix.Length..];
        return name.StartsWith('#') ? ById(name[1..]) : name.Length is > 0 and <= LongestName && name.All(IsNameSign) ? new Viewer("", login, name) : null;
    }

    /// <summary>A login without the prefix, to be said or shown.</summary>
    /// <param name="login">A viewer's login.</param>
    public static string Bare(string login) => login.StartsWith(Prefix, StringComparison.Ordinal) ? login[Prefix.Length..] : login;

    private static Viewer? ById(string id) =>
        id.Length is > 0 and <= LongestId && id.All(char.IsAsciiDigit) ? new Viewer(IdOf(id), $"{Prefix}#{id}", id) : null;

    private static bool IsNameSign(char sign) => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign) || sign is '_' or '.';
}
