using System.Collections.Concurrent;

namespace IShowTts.Tts.Synthesis;

/// <summary>The thread that does an engine's work, one piece after the other, and the bounded line in front of it.</summary>
internal sealed class EngineThread : IDisposable
{
    /// <summary>Pieces of work that may wait. The speaker asks for one text at a time, so this is far more than ever waits.</summary>
    public const int Capacity = 256;

    private readonly BlockingCollection<Action> line = new(Capacity);
    private readonly Thread thread;
    private readonly string title;
    private int isDisposed;

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
    public void Post(Action work)
    {
        if (!line.TryAdd(work))
        {
            throw new SynthesisException("engine-busy", $"{Capacity} texts wait for {title} already. Try again later; if it does not recover, restart the worker.");
        }
    }

    /// <summary>Puts work at the end of the line and gives what comes of it, its error too.</summary>
    /// <param name="work">Gets the token; work that was cancelled before its turn is not begun.</param>
    /// <param name="cancellationToken">Given to the work.</param>
    /// <returns>Completes when the work has ended, also after a cancel: then the work touches nothing any more.</returns>
    /// <exception cref="SynthesisException"><c>engine-busy</c>: the line is full, or the engine hangs.</exception>
    public Task<T> RunAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
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
        });
        return done.Task;
    }

    /// <summary>Lets the thread finish its line and end. Does not wait for it. Safe to call twice, from any thread.</summary>
    /// <remarks>The line itself is left to the garbage collector: the thread may be at its end just now, and a second call may be on its way.</remarks>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 0)
        {
            line.CompleteAdding();
        }
    }

    /// <summary>Waits until the thread has ended, for tests.</summary>
    internal bool WaitEnded(TimeSpan limit) => thread.Join(limit);

    private void RunAll()
    {
        foreach (var work in line.GetConsumingEnumerable())
        {
            work();
        }
    }
}
