using System.Text.Json;
using IShowTts.Worker.Commands;

namespace IShowTts.Worker.Api.Viewers;

/// <summary>What was chosen for a viewer.</summary>
/// <param name="Login">Account name.</param>
/// <param name="Voice">Voice; null for the default.</param>
/// <param name="Nickname">Said in place of the name; null for none.</param>
/// <param name="IsIgnored">Nothing of this viewer is spoken.</param>
internal sealed record ViewerSettingsBody(string Login, string? Voice, string? Nickname, bool IsIgnored)
{
    /// <summary>Shows an entry.</summary>
    public static ViewerSettingsBody From(ViewerEntry entry) => new(entry.Login, entry.Voice, entry.Nickname, entry.IsIgnored);
}

/// <summary>Body of <c>PUT /api/viewers/{login}</c>: what is not there stays as it is, null takes it back.</summary>
internal sealed record ViewerChangeBody
{
    /// <summary>Voice name, or null for the default.</summary>
    public JsonElement Voice { get; init; }

    /// <summary>Nickname, or null for none.</summary>
    public JsonElement Nickname { get; init; }

    /// <summary>Whether nothing of the viewer is spoken.</summary>
    public bool? IsIgnored { get; init; }
}
