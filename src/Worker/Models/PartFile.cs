using System.Text.Json;

namespace IShowTts.Worker.Models;

/// <summary>The part of a file that is there so far, <c>TARGET.part</c>, with what is needed to go on, <c>TARGET.part.json</c>. Only one process has it at a time.</summary>
internal sealed class PartFile : IDisposable
{
    private readonly string _target;
    private readonly FileStream _stream;
    private readonly bool _hasChecksum;

    /// <summary>Opens or makes it.</summary>
    /// <param name="request">What is fetched.</param>
    /// <exception cref="ModelException">Another process fetches the same file, or the folder cannot be written to.</exception>
    public PartFile(DownloadRequest request)
    {
        _target = request.Target;
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_target)!);
            _stream = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{Path} cannot be written: {exception.Message} Is another download of it running?", exception);
        }

        var known = ReadState();
        Validator = known?.Url == request.Url ? known.Validator : null;

        _hasChecksum = request.Sha256 is not null;
    }

    /// <summary>Its path.</summary>
    public string Path => _target + ".part";

    /// <summary>Bytes there so far.</summary>
    public long Length => _stream.Length;

    /// <summary>Entity tag of what is there; null when none is known.</summary>
    public string? Validator { get; private set; }

    /// <summary>Whether what is there may be gone on with. Without a checksum to compare and without the server's tag, old bytes might be of another version of the file.</summary>
    public bool MayGoOn => Length > 0 && (_hasChecksum || Validator is not null);

    private string StatePath => Path + ".json";

    /// <summary>Forgets what is there.</summary>
    public void Truncate() => _stream.SetLength(0);

    /// <summary>Remembers what the server calls this content.</summary>
    /// <param name="url">The address that was asked.</param>
    /// <param name="validator">Strong entity tag; null for none.</param>
    public void Remember(Uri url, string? validator)
    {
        Validator = validator;
        File.WriteAllBytes(StatePath, JsonSerializer.SerializeToUtf8Bytes(new PartialDownload(url, validator), ModelsJsonContext.Default.PartialDownload));
    }

    /// <summary>Adds bytes at the end.</summary>
    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _stream.Seek(0, SeekOrigin.End);
        await _stream.WriteAsync(bytes, cancellationToken);
    }

    /// <summary>Writes everything through to the disk.</summary>
    public void Flush() => _stream.Flush(flushToDisk: true);

    /// <summary>Makes the part the file; call after <see cref="Dispose"/>.</summary>
    public void Complete()
    {
        File.Move(Path, _target, overwrite: true);
        File.Delete(StatePath);
    }

    /// <summary>Deletes the part; call after <see cref="Dispose"/>.</summary>
    public void Delete()
    {
        File.Delete(Path);
        File.Delete(StatePath);
    }

    /// <inheritdoc />
    public void Dispose() => _stream.Dispose();

    private PartialDownload? ReadState()
    {
        try
        {
            return File.Exists(StatePath) && new FileInfo(StatePath).Length < 1 << 16
                ? JsonSerializer.Deserialize(File.ReadAllBytes(StatePath), ModelsJsonContext.Default.PartialDownload)
                : null;
        }
        catch (JsonException)
        {
            // A state that was cut while it was written: the same as none, the download starts anew.
            return null;
        }
    }
}
