using IShowTts.Tts.Voices;

namespace IShowTts.Worker.Commands;

/// <summary>Viewers may choose from the voices of the voices file.</summary>
internal sealed class CatalogVoiceDirectory(VoiceCatalog catalog) : IVoiceDirectory
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Names => [.. catalog.Named.Select(static voice => voice.Name)];
}
