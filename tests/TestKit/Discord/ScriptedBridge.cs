using IShowTts.Integrations.Discord.Link;

namespace IShowTts.TestKit.Discord;

/// <summary>Stands in for the bridge in Node: speaks its protocol over a real socket, as a test wants it. Each launch makes a new <see cref="ScriptedBridgePeer"/>.</summary>
/// <param name="clock">Paces the audio; null: nothing counts as sent but what the test tells.</param>
internal sealed class ScriptedBridge(TimeProvider? clock = null) : IBridgeLauncher, IAsyncDisposable
{
    /// <summary>The longest wait for anything.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly List<ScriptedBridgePeer> peers = [];
    private readonly Queue<Exception> failures = new();
    private TaskCompletionSource changed = NewSignal();

    /// <summary>What the next bridges do first; the default says hello, is ready, and lets the bot into every channel it joins.</summary>
    public Action<ScriptedBridgePeer> Greeting { get; set; } = static peer => peer.SayHello();

    /// <summary>Whether a bridge answers <c>join</c> and <c>leave</c> by itself.</summary>
    public bool LetsIn { get; set; } = true;

    /// <summary>Times that a bridge was asked for.</summary>
    public int Launches { get; private set; }

    /// <summary>The newest bridge; it must have been launched.</summary>
    public ScriptedBridgePeer Peer
    {
        get
        {
            lock (gate)
            {
                return peers[^1];
            }
        }
    }

    /// <summary>Makes the next launches fail, one for each error.</summary>
    /// <param name="errors">What they throw.</param>
    public void Fail(params Exception[] errors)
    {
        lock (gate)
        {
            foreach (var error in errors)
            {
                failures.Enqueue(error);
            }
        }
    }

    /// <summary>Returns when this many bridges were asked for.</summary>
    /// <param name="count">How many.</param>
    public async Task LaunchedAsync(int count)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (Launches >= count)
                {
                    return;
                }

                next = changed.Task;
            }

            await next.WaitAsync(Limit);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IBridge> LaunchAsync(BridgeOutput output, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Exception? failure;
        lock (gate)
        {
            failures.TryDequeue(out failure);
        }

        if (failure is not null)
        {
            Signal();
            throw failure;
        }

        var peer = await ScriptedBridgePeer.ConnectAsync(this, clock);
        lock (gate)
        {
            peers.Add(peer);
        }

        Signal();
        Greeting(peer);
        return peer.WorkerEnd;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var peer in peers)
        {
            await peer.DisposeAsync();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>One more was asked for.</summary>
    private void Signal()
    {
        TaskCompletionSource told;
        lock (gate)
        {
            Launches++;
            (told, changed) = (changed, NewSignal());
        }

        told.TrySetResult();
    }
}
