using IShowTts.Integrations.Twitch.SignIn;
using IShowTts.Tts.Files;

namespace IShowTts.Worker.SignIn;

/// <summary>A lock over all processes, held by holding a file open; it ends with its process. Within the process callers wait in line.</summary>
/// <param name="path">The file; it stays, empty.</param>
/// <param name="clock">Paces the tries: the system does not tell when another process lets go.</param>
internal sealed class FileMutex(string path, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim line = new(1);

    /// <summary>Takes it.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TwitchTokenStoreException">Another process holds it for longer than any renewal lasts, or the file cannot be made.</exception>
    public async ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        await line.WaitAsync(cancellationToken);
        try
        {
            var begin = clock.GetTimestamp();
            while (true)
            {
                try
                {
                    var options = PrivateFile.Options(FileMode.OpenOrCreate);
                    (options.Access, options.Share) = (FileAccess.ReadWrite, FileShare.None);
                    return new Hold(this, new FileStream(path, options));
                }
                catch (IOException exception) when (clock.GetElapsedTime(begin) >= Patience)
                {
                    throw new TwitchTokenStoreException(
                        $"{path} is held by another process for more than {Patience.TotalMinutes:0} minutes, or cannot be made: {exception.Message} End the other ishowtts.", exception);
                }
                catch (IOException)
                {
                    await Task.Delay(Pause, clock, cancellationToken);
                }
            }
        }
        catch (UnauthorizedAccessException exception)
        {
            line.Release();
            throw new TwitchTokenStoreException($"{path} cannot be made: {exception.Message} Give this user the right to it.", exception);
        }
        catch
        {
            line.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => line.Dispose();

    private sealed class Hold(FileMutex owner, FileStream file) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await file.DisposeAsync();
            owner.line.Release();
        }
    }
}
