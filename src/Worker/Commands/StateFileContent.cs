using IShowTts.Worker.Control;

namespace IShowTts.Worker.Commands;

/// <summary>What the state file holds.</summary>
/// <param name="Version">Version of the form; this worker writes <see cref="CurrentVersion"/>.</param>
/// <param name="Speech">On, paused, mode.</param>
/// <param name="Viewers">Viewers for whom something was chosen.</param>
internal sealed record StateFileContent(int Version, SpeechState Speech, IReadOnlyList<ViewerEntry> Viewers)
{
    /// <summary>The version that this worker writes.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Nothing chosen yet.</summary>
    public static StateFileContent Empty { get; } = new(CurrentVersion, SpeechState.Default, []);
}
