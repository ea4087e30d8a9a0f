using IShowTts.Worker.Intake;

namespace IShowTts.Worker.Commands;

/// <summary>What is kept for one viewer.</summary>
/// <param name="Login">Lower-case account name.</param>
/// <param name="Id">The platform's id, once the viewer was seen, so that a new account name changes nothing; null before.</param>
/// <param name="IsIgnored">Nothing of this viewer is spoken.</param>
/// <param name="Nickname">Said in place of the name; null for none.</param>
/// <param name="Voice">Voice name; null for the default.</param>
internal sealed record ViewerEntry(string Login, string? Id, bool IsIgnored, string? Nickname, string? Voice)
{
    /// <summary>Nothing is chosen, so it need not be kept.</summary>
    public bool IsEmpty => !IsIgnored && Nickname is null && Voice is null;

    /// <summary>As the composer asks for it.</summary>
    public ViewerChoice ToChoice() => new(IsIgnored, Nickname, Voice);
}
