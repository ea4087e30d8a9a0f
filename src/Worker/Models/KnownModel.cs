namespace IShowTts.Worker.Models;

/// <summary>A model that <c>models/manifest.json</c> lists.</summary>
/// <param name="Id">Short name, letters, digits, dots and hyphens.</param>
/// <param name="Name">For people.</param>
/// <param name="Kind"><c>f5-checkpoint</c> or <c>vocoder</c>.</param>
/// <param name="Config">For <c>models convert f5 --config</c>; null when its own files must say it.</param>
/// <param name="Homepage">Where to read about it.</param>
/// <param name="Licence">Of its weights.</param>
/// <param name="Requires">Ids of models it cannot speak without.</param>
/// <param name="Notes">One line for people.</param>
/// <param name="Files">What to fetch.</param>
internal sealed record KnownModel(
    string Id, string Name, string Kind, string? Config, string Homepage, ModelLicence Licence, IReadOnlyList<string> Requires, string Notes, IReadOnlyList<KnownModelFile> Files)
{
    /// <summary>Bytes of all its files; null when one is not known.</summary>
    public long? Bytes => Files.All(static file => file.Bytes is not null) ? Files.Sum(static file => file.Bytes) : null;
}
