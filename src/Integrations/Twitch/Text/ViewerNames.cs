using System.Globalization;
using System.Text;
using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Twitch.Text;

/// <summary>Names as Twitch sends them, made fit to show.</summary>
internal static class ViewerNames
{
    /// <summary>Longer names are cut; Twitch allows 25 letters.</summary>
    private const int MaxLength = 64;

    /// <summary>Makes a viewer.</summary>
    /// <param name="id">The platform's id; may be empty.</param>
    /// <param name="login">The login; may be empty.</param>
    /// <param name="displayName">The name to show; the login is taken when nothing of it can be shown.</param>
    /// <param name="roles">What the viewer is in the channel.</param>
    public static Viewer Make(string id, string login, string displayName, ViewerRoles roles)
    {
        login = Clean(login).ToLowerInvariant();
        if (login is "ananonymouscheerer" or "ananonymousgifter") return Viewer.Anonymous;

        var shown = Clean(displayName);
        if (shown.Length == 0) shown = login;
        return shown.Length == 0 ? Viewer.Anonymous : new Viewer(id, login, shown) { Roles = roles };
    }

    /// <summary>A name without control and invisible characters, trimmed, inner white space collapsed.</summary>
    /// <param name="name">As it came.</param>
    public static string Clean(string name)
    {
        if (name.All(char.IsAsciiLetterOrDigit) && name.Length <= MaxLength) return name;

        var text = new StringBuilder(Math.Min(name.Length, MaxLength));
        var isSpaceDue = false;
        foreach (var rune in name.EnumerateRunes())
        {
            if (text.Length >= MaxLength) break;
            if (Rune.IsWhiteSpace(rune)) isSpaceDue = text.Length > 0;
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.PrivateUse))
            {
                if (isSpaceDue) text.Append(' ');
                isSpaceDue = false;
                text.Append(rune.ToString());
            }
        }

        return text.ToString();
    }

    /// <summary>A sentence of the platform on one line, trimmed.</summary>
    /// <param name="sentence">As it came; line breaks become spaces.</param>
    public static string CollapseLines(string sentence) =>
        string.Join(' ', sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
