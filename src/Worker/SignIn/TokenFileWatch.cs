using IShowTts.Worker.Hosting;

namespace IShowTts.Worker.SignIn;

/// <summary>Tells when the token file was written, replaced or deleted, by whatever process.</summary>
internal sealed class TokenFileWatch : IDisposable
{
    private readonly FileSystemWatcher _watcher;

    /// <summary>Begins to watch.</summary>
    /// <param name="directory">The data directory; it exists.</param>
    /// <param name="changed">Told on any thread, sometimes more than once for one change.</param>
    /// <exception cref="IOException">The system does not watch any more files.</exception>
    public TokenFileWatch(DataDirectory directory, Action changed)
    {
        _watcher = new FileSystemWatcher(directory.Root, Path.GetFileName(directory.TwitchTokenFile));
        try
        {
            _watcher.Created += (_, _) => changed();
            _watcher.Changed += (_, _) => changed();
            _watcher.Deleted += (_, _) => changed();
            _watcher.Renamed += (_, _) => changed();
            _watcher.Error += (_, _) => changed();
            _watcher.EnableRaisingEvents = true;
        }
        catch
        {
            _watcher.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();
}
