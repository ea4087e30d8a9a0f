using System.Collections.Concurrent;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.Espeak;

/// <summary>The thread that talks to the library, and the bounded line of work in front of it.</summary>
internal sealed class EspeakWorker : IDisposable
{
    /// <summary>Works that may wait. The speaker asks for one at a time, so this is far more than ever waits.</summary>
    public const int Capacity = 256;

    private readonly BlockingCollection<Action> line = new(Capacity);
    private readonly Thread thread;
    private int isDisposed;

    /// <summary>Starts the thread.</summary>
    public EspeakWorker()
    {
        thread = new Thread(RunAll) { IsBackground = true, Name = "espeak" };
        thread.Start();
    }

    /// <summary>Puts work at the end of the line. The work must not throw.</summary>
    /// <exception cref="SynthesisException"><c>engine-busy</c>: the line is full, or the engine hangs.</exception>
    public void Post(Action work)
    {
        if (!line.TryAdd(work))
        {
            throw new SynthesisException("engine-busy", $"{Capacity} texts wait for eSpeak NG already. Try again later; if it does not recover, restart the worker.");
        }
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
