using IShowTts.Integrations.Twitch.SignIn;

namespace IShowTts.TestKit.Twitch;

/// <summary>A token store without a disk, for several accounts at once as for several processes; keeps everything that was ever written. Thread safe.</summary>
public sealed class MemoryTokenStore : ITwitchTokenStore, IDisposable
{
    private readonly SemaphoreSlim line = new(1);
    private readonly Lock gate = new();
    private readonly List<TwitchTokens?> written = [];

    /// <summary>Thrown by the next writes, one each, before anything is stored.</summary>
    public Queue<TwitchTokenStoreException> WriteFaults { get; } = new();

    /// <summary>Thrown by every reading; null for none.</summary>
    public TwitchTokenStoreException? ReadFault { get; set; }

    /// <summary>What is stored now.</summary>
    public TwitchTokens? Now
    {
        get
        {
            lock (gate)
            {
                return written.Count > 0 ? written[^1] : null;
            }
        }
    }

    /// <summary>Everything that was written, oldest first.</summary>
    public IReadOnlyList<TwitchTokens?> Written
    {
        get
        {
            lock (gate)
            {
                return [.. written];
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<TwitchTokens?> ReadAsync(CancellationToken cancellationToken) =>
        ReadFault is { } fault ? ValueTask.FromException<TwitchTokens?>(fault) : ValueTask.FromResult(Now);

    /// <inheritdoc/>
    public ValueTask WriteAsync(TwitchTokens tokens, CancellationToken cancellationToken) => Put(tokens);

    /// <inheritdoc/>
    public ValueTask DeleteAsync(CancellationToken cancellationToken) => Put(null);

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        await line.WaitAsync(cancellationToken);
        return new Hold(line);
    }

    /// <inheritdoc/>
    public void Dispose() => line.Dispose();

    private ValueTask Put(TwitchTokens? tokens)
    {
        lock (gate)
        {
            if (WriteFaults.TryDequeue(out var fault))
            {
                return ValueTask.FromException(fault);
            }

            written.Add(tokens);
            return default;
        }
    }

    private sealed class Hold(SemaphoreSlim line) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            line.Release();
            return default;
        }
    }
}
