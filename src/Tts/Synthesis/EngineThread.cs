namespace IShowTts.Tts.Synthesis;

/// <summary>The thread that does an engine's work, one piece after the other, and the bounded line in front of it (<see cref="EngineLine"/>).</summary>
internal sealed class EngineThread : IDisposable
{
    private readonly EngineLine line = new();
    private readonly Thread thread;
    private readonly string title;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">Name of the thread.</param>
    /// <param name="title">What messages call the engine.</param>
    public EngineThread(string name, string title)
    {
        this.title = title;
        thread = new Thread(RunAll) { IsBackground = true, Name = name };
        thread.Start();
    }

    /// <summary>Puts work at the end of the line. The work must not throw.</summary>
    /// <exception cref="SynthesisException"><c>engine-busy</c>: the line is full, or the engine hangs.</exception>
    public void Post(Action work) => Add(work, givesWay: false);

    /// <summary>Puts work into the line and gives what comes of it, its error too.</summary>
    /// <param name="work">Gets the token.</param>
    /// <param name="givesWay">Whether work that does not give way goes first (<see cref="SynthesisRequest.GivesWay"/>).</param>
    /// <param name="cancellationToken">Given to the work; work that is cancelled before its turn leaves the line and is not begun.</param>
    /// <returns>Completes when the work has ended, also after a cancel: then the work touches nothing any more.</returns>
    /// <exception cref="SynthesisException"><c>engine-busy</c>: the line is full, or the engine hangs.</exception>
    public Task<T> RunAsync<T>(Func<CancellationToken, T> work, bool givesWay, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var place = Add(() => Run(work, done, cancellationToken), givesWay);
        return WaitAsync(done.Task, cancellationToken.Register(() => Leave(place, done, cancellationToken)));
    }

    /// <summary>Keeps work that gives way from being begun, also between two pieces of the holder's work. Dispose it to let go.</summary>
    public IDisposable Hold() => line.Hold();

    /// <summary>Lets the thread finish its line and end. Does not wait for it. Safe to call twice, from any thread.</summary>
    public void Dispose() => line.Close();

    /// <summary>Waits until the thread has ended, for tests.</summary>
    internal bool WaitEnded(TimeSpan limit) => thread.Join(limit);

    private static void Run<T>(Func<CancellationToken, T> work, TaskCompletionSource<T> done, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            done.TrySetResult(work(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            done.TrySetCanceled(cancellationToken);
        }
#pragma warning disable CA1031 // The caller rethrows it: the thread must live on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            done.TrySetException(exception);
        }
    }

    private static async Task<T> WaitAsync<T>(Task<T> done, CancellationTokenRegistration leaving)
    {
        await using (leaving.ConfigureAwait(false))
        {
            return await done.ConfigureAwait(false);
        }
    }

    private void Leave<T>(LinkedListNode<Action> place, TaskCompletionSource<T> done, CancellationToken cancellationToken)
    {
        if (line.Leave(place))
        {
            done.TrySetCanceled(cancellationToken);
        }
    }

    private LinkedListNode<Action> Add(Action work, bool givesWay) => line.TryAdd(work, givesWay) ?? throw new SynthesisException(
        "engine-busy", $"{EngineLine.Capacity} texts wait for {title} already. Try again later; if it does not recover, restart the worker.");

    private void RunAll()
    {
        while (line.Take() is { } work)
        {
            work();
        }
    }
}
