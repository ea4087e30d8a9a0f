using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Intake;

/// <summary>What the streamer, moderators or the viewer chose for a viewer.</summary>
/// <param name="IsIgnored">Nothing of this viewer is spoken.</param>
/// <param name="Nickname">Said in place of the name; null for none.</param>
/// <param name="Voice">Voice name; null for the default.</param>
internal sealed record ViewerChoice(bool IsIgnored, string? Nickname, string? Voice)
{
    /// <summary>Nothing chosen.</summary>
    public static ViewerChoice None { get; } = new(false, null, null);
}

/// <summary>Looks up what was chosen for a viewer. Thread safe, in memory.</summary>
internal interface IViewerSettings
{
    /// <summary>What was chosen for a viewer, by id or login.</summary>
    ViewerChoice For(Viewer viewer);
}
