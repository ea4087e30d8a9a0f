using IShowTts.Integrations.Events;
using IShowTts.Worker.Intake;

namespace IShowTts.Worker.Cli;

/// <summary>Nobody chose anything: a dry run gives the same answer on every machine.</summary>
internal sealed class NoViewerSettings : IViewerSettings
{
    /// <inheritdoc/>
    public ViewerChoice For(Viewer viewer) => ViewerChoice.None;
}
