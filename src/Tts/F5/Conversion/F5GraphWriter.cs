namespace IShowTts.Tts.F5.Conversion;

/// <summary>Writes the graphs of a model with their weights into a folder, streaming.</summary>
/// <param name="checkpoint">The checked transformer.</param>
/// <param name="vocoder">The checked vocoder.</param>
/// <param name="precision">Number format of the large matrices.</param>
/// <param name="folder">Existing folder.</param>
/// <param name="progress">Told the file's name and the bytes written so far of all files together.</param>
/// <param name="cancellationToken">Ends the writing; what was written stays.</param>
/// <returns>What was written, for the manifest.</returns>
internal delegate IReadOnlyList<ModelGraphEntry> F5GraphWriter(
    F5Checkpoint checkpoint, VocosCheckpoint vocoder, F5Precision precision, string folder, Action<string, long> progress, CancellationToken cancellationToken);
