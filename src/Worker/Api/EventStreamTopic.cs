using System.Text;

namespace IShowTts.Worker.Api;

/// <summary>Something of which only the newest value counts: each listener gets it when it is ready for it, and never an older one after it.</summary>
/// <remarks>Thread safe. Holds one value, however many listen.</remarks>
/// <param name="name">Name of its events.</param>
internal sealed class EventStreamTopic(string name)
{
    private readonly Lock gate = new();
    private TaskCompletionSource changed = NewSignal();
    private EventStreamValue latest = new(0, ReadOnlyMemory<byte>.Empty);
    private string? lastKey;
    private int listeners;
    private bool isAsked;

    /// <summary>Told when somebody starts to listen: a value is wanted now.</summary>
    public event Action? Joined;

    /// <summary>Name of its events, and of it in <c>include</c>.</summary>
    public string Name => name;

    /// <summary>Whether anyone listens.</summary>
    public bool HasListeners => Volatile.Read(ref listeners) > 0;

    /// <summary>Starts to listen; end it with <see cref="Leave"/>.</summary>
    /// <returns>The version after which to wait: the next value is a fresh one.</returns>
    public long Enter()
    {
        long version;
        lock (gate)
        {
            listeners++;
            isAsked = true;
            version = latest.Version;
        }

        Joined?.Invoke();
        return version;
    }

    /// <summary>Stops listening.</summary>
    public void Leave()
    {
        lock (gate)
        {
            listeners--;
        }
    }

    /// <summary>Tells a value when it differs from the last one or somebody has come since.</summary>
    /// <param name="key">What is compared; null tells it always.</param>
    /// <param name="json">The value.</param>
    public void Offer(string? key, string json)
    {
        TaskCompletionSource told;
        lock (gate)
        {
            if (!isAsked && key is not null && key == lastKey)
            {
                return;
            }

            isAsked = false;
            lastKey = key;
            latest = new EventStreamValue(latest.Version + 1, Encoding.UTF8.GetBytes($"event: {name}\ndata: {json}\n\n"));
            told = changed;
            changed = NewSignal();
        }

        told.SetResult();
    }

    /// <summary>The newest value, when it is newer than a version.</summary>
    /// <param name="version">Version the listener has.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<EventStreamValue> WaitBeyondAsync(long version, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (latest.Version > version)
                {
                    return latest;
                }

                wait = changed.Task;
            }

            await wait.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
