namespace IShowTts.Tts.F5.Conversion;

/// <summary>Computes the checksums of a conversion's files, telling how far it is.</summary>
/// <param name="progress">Told after each piece; null for nobody.</param>
/// <param name="paths">All files that will be read, for the total.</param>
internal sealed class ChecksumStage(IProgress<F5ConversionProgress>? progress, IEnumerable<string> paths)
{
    private readonly long _total = Math.Max(1, paths.Sum(static path => new FileInfo(path).Length));
    private long _done;

    /// <summary>Describes a file.</summary>
    /// <param name="role">See <see cref="ModelFileEntry"/>.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ModelFileEntry> EntryAsync(string role, string path, CancellationToken cancellationToken)
    {
        var (name, before) = (Path.GetFileName(path), _done);
        var hash = await FileHash.ComputeAsync(path, read => progress?.Report(new F5ConversionProgress("checksums", (double)(before + read) / _total, name)), cancellationToken);
        var bytes = new FileInfo(path).Length;
        _done += bytes;
        return new ModelFileEntry(role, name, bytes, hash);
    }
}
