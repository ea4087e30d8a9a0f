using IShowTts.Tts.Checkpoints;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>
/// A folder that appears whole or not at all: it is filled under another name beside its place, everything is written through to the disk, then it is renamed.
/// Disposed before <see cref="Commit"/>, it leaves nothing behind.
/// </summary>
internal sealed class StagedFolder : IDisposable
{
    private readonly string _target;
    private readonly bool _replace;
    private bool _done;

    /// <summary>Makes the working folder.</summary>
    /// <param name="target">Where the folder shall appear.</param>
    /// <param name="replace">Whether a converted model that is there is replaced.</param>
    /// <exception cref="CheckpointException">The place is taken, or cannot be written to.</exception>
    public StagedFolder(string target, bool replace)
    {
        _target = System.IO.Path.GetFullPath(System.IO.Path.TrimEndingDirectorySeparator(target));
        _replace = replace;
        CheckTarget();
        var parent = System.IO.Path.GetDirectoryName(_target) ?? throw new CheckpointException($"{target} cannot be the output: it is the root of a file system.");
        Path = System.IO.Path.Combine(parent, $".{System.IO.Path.GetFileName(_target)}.converting-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{parent} cannot be written to: {exception.Message} Choose another --out.", exception);
        }
    }

    /// <summary>The working folder.</summary>
    public string Path { get; }

    /// <summary>Refuses when the disk has too little room.</summary>
    /// <param name="bytes">What will be needed at most.</param>
    /// <exception cref="CheckpointException">There is less.</exception>
    public void CheckSpace(long bytes)
    {
        var free = new DriveInfo(Path).AvailableFreeSpace;
        if (free < bytes)
        {
            throw new CheckpointException($"{System.IO.Path.GetDirectoryName(Path)} has {free >> 20} MiB free, the conversion needs up to {bytes >> 20} MiB. Make room, or choose another --out.");
        }
    }

    /// <summary>Writes everything through to the disk and puts the folder in its place.</summary>
    /// <exception cref="CheckpointException">The place was taken meanwhile.</exception>
    public void Commit()
    {
        foreach (var file in Directory.EnumerateFiles(Path))
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.FlushToDisk(handle);
        }

        CheckTarget();
        var old = $"{Path}.old";
        var hadOld = Directory.Exists(_target);
        if (hadOld)
        {
            Directory.Move(_target, old);
        }

        try
        {
            Directory.Move(Path, _target);
            _done = true;
        }
        finally
        {
            if (hadOld && !_done)
            {
                Directory.Move(old, _target);
            }
        }

        if (hadOld)
        {
            Directory.Delete(old, recursive: true);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_done && Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private void CheckTarget()
    {
        if (File.Exists(_target))
        {
            throw new CheckpointException($"{_target} is a file. Choose another --out.");
        }

        if (!Directory.Exists(_target) || (!_replace && !Directory.EnumerateFileSystemEntries(_target).Any()))
        {
            return;
        }

        if (!_replace)
        {
            throw new CheckpointException($"{_target} is there already. Choose another --out, or give --force to replace it.");
        }

        if (!ModelFolder.IsModel(_target) && Directory.EnumerateFileSystemEntries(_target).Any())
        {
            throw new CheckpointException($"{_target} holds something that is no converted model, so that --force does not replace it. Choose another --out.");
        }
    }
}
