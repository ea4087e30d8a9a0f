using IShowTts.Integrations.Events;

namespace IShowTts.Worker.Intake;

/// <summary>Nobody chose anything.</summary>
internal sealed class NoViewerSettings : IViewerSettings
{
    /// <inheritdoc/>
    public ViewerChoice For(Viewer viewer) => ViewerChoice.None;
}
