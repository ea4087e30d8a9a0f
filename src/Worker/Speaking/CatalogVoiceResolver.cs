using IShowTts.Tts.Voices;

namespace IShowTts.Worker.Speaking;

/// <summary>Finds voices in the catalog; an unknown name gets the default voice, so that a paid message is spoken all the same.</summary>
internal sealed class CatalogVoiceResolver(VoiceCatalog catalog) : IVoiceResolver
{
    /// <inheritdoc/>
    public async ValueTask<Voice> ResolveAsync(string? name, CancellationToken cancellationToken) =>
        (string.IsNullOrWhiteSpace(name) ? null : await catalog.FindAsync(name, cancellationToken)) ?? catalog.Default;
}
