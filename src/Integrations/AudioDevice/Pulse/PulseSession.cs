using System.Runtime.InteropServices;
using IShowTts.Integrations.Playback;
using static IShowTts.Integrations.AudioDevice.Pulse.PulseNative;

namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <summary>One connection to the sound server with its own native thread, and the requests made over it.</summary>
/// <remarks>
/// One request at a time. When a request fails or times out the session is to be disposed: nothing is repaired in place.
/// Callbacks hold a handle on the session, which is freed only when the native thread has ended.
/// </remarks>
internal sealed partial class PulseSession : IAsyncDisposable
{
    /// <summary>The longest time without progress before the server is given up.</summary>
    public static readonly TimeSpan NoProgressLimit = TimeSpan.FromSeconds(2);

    private readonly TimeProvider time;
    private readonly List<PulseSink> listedSinks = [];
    private nint loop;
    private nint context;
    private GCHandle<PulseSession> self;
    private PulseServer? server;
    private uint moduleIndex;
    private bool succeeded;
    private bool underflowed;
    private bool moved;
    private bool disposed;

    private PulseSession(TimeProvider time)
    {
        this.time = time;
        Signal = new WakeSignal(time);
    }

    /// <summary>Set by every callback; whoever waits looks again then.</summary>
    public WakeSignal Signal { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The native context; use it under <see cref="Lock"/>.</summary>
    public nint Context => context;

    /// <summary>What callbacks are given.</summary>
    public nint UserData => GCHandle<PulseSession>.ToIntPtr(self);

    /// <summary>Connects.</summary>
    /// <param name="serverAddress">Address as in PULSE_SERVER, or null for libpulse's own search.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AudioSinkException"><c>library-missing</c>, <c>server-gone</c> or <c>stalled</c>.</exception>
    public static async ValueTask<PulseSession> ConnectAsync(string? serverAddress, TimeProvider time, CancellationToken cancellationToken)
    {
        var session = new PulseSession(time);
        try
        {
            session.Start(serverAddress);
            await session.WaitForAsync(static s => pa_context_get_state(s.context) == ContextReady, "connecting", cancellationToken);
            return session;
        }
        catch (DllNotFoundException missing)
        {
            await session.DisposeAsync();
            throw new AudioSinkException("library-missing", "The library libpulse.so.0 is not installed; install it: apt-get install libpulse0.", missing);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the main loop's lock until the result is disposed. Never await inside.</summary>
    public PulseLock Lock() => new(loop);

    /// <summary>All sinks.</summary>
    public async ValueTask<IReadOnlyList<PulseSink>> ListSinksAsync(CancellationToken cancellationToken)
    {
        await RequestAsync(static s => s.StartListing(), "listing the devices", cancellationToken);
        return [.. listedSinks];
    }

    /// <summary>What the server says of itself.</summary>
    public async ValueTask<PulseServer> GetServerAsync(CancellationToken cancellationToken)
    {
        await RequestAsync(static s => s.StartServerInfo(), "asking the server", cancellationToken);
        return server ?? new PulseServer("unknown", "unknown", "");
    }

    /// <summary>Loads a module.</summary>
    /// <returns>Its index.</returns>
    public async ValueTask<uint> LoadModuleAsync(string name, string arguments, CancellationToken cancellationToken)
    {
        moduleIndex = InvalidIndex;
        await RequestAsync(s => s.StartLoading(name, arguments), $"loading {name}", cancellationToken);
        return moduleIndex != InvalidIndex
            ? moduleIndex
            : throw new AudioSinkException(
                "device-refused", $"The sound server did not load {name} ({arguments}): {LastError()}. Make the device yourself or choose another one.");
    }

    /// <summary>Unloads a module.</summary>
    /// <returns>False when the server did not know it.</returns>
    public async ValueTask<bool> UnloadModuleAsync(uint index, CancellationToken cancellationToken)
    {
        await RequestAsync(s => s.StartUnloading(index), $"unloading module {index}", cancellationToken);
        return succeeded;
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <param name="start">Makes the native operation; called under the lock.</param>
    /// <param name="doing">What is being done, for messages.</param>
    /// <param name="cancellationToken">Ends the wait; the answer is not listened to then.</param>
    /// <param name="limit">The longest wait; <see cref="NoProgressLimit"/> by default.</param>
    /// <returns>Whether the server said yes, for requests that are answered so.</returns>
    public async ValueTask<bool> RequestAsync(
        Func<PulseSession, nint> start, string doing, CancellationToken cancellationToken, TimeSpan? limit = null)
    {
        nint operation;
        using (Lock())
        {
            succeeded = false;
            operation = start(this);
        }

        if (operation == 0)
        {
            throw Failure(doing);
        }

        try
        {
            await WaitForAsync(_ => pa_operation_get_state(operation) != OperationRunning, doing, cancellationToken, limit);
            using (Lock())
            {
                return pa_operation_get_state(operation) == OperationDone ? succeeded : throw Failure(doing);
            }
        }
        finally
        {
            using (Lock())
            {
                pa_operation_cancel(operation);
                pa_operation_unref(operation);
            }
        }
    }

    /// <summary>Waits until something is so; looks again after every callback.</summary>
    /// <param name="condition">Is asked under the lock.</param>
    /// <param name="doing">What is being done, for messages.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="limit">The longest wait; <see cref="NoProgressLimit"/> by default.</param>
    public async ValueTask WaitForAsync(
        Func<PulseSession, bool> condition, string doing, CancellationToken cancellationToken, TimeSpan? limit = null)
    {
        var started = time.GetTimestamp();
        while (!Holds(condition, doing))
        {
            var left = (limit ?? NoProgressLimit) - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                throw new AudioSinkException("stalled", $"The sound server gave no answer for {(limit ?? NoProgressLimit).TotalSeconds:0.#} s while {doing}; "
                    + "restart it (pulseaudio --kill; pulseaudio --start, or systemctl --user restart wireplumber pipewire-pulse).");
            }

            await Signal.WaitAsync(left, cancellationToken);
        }
    }

    /// <summary>Why a call failed, as an exception to throw.</summary>
    public AudioSinkException Failure(string doing)
    {
        int state;
        using (Lock())
        {
            state = context == 0 ? -1 : pa_context_get_state(context);
        }

        return state == ContextReady
            ? new AudioSinkException("write-failed", $"The sound server refused {doing}: {LastError()}.")
            : new AudioSinkException("server-gone", $"No sound server answers while {doing} ({LastError()}); start PulseAudio or PipeWire, or set Audio:PulseServer.");
    }

    /// <summary>libpulse's words for the last error.</summary>
    public string LastError()
    {
        using (Lock())
        {
            return Describe(LastErrorNumber());
        }
    }

    /// <summary>Number of the last error; call under the lock.</summary>
    public int LastErrorNumber() => context == 0 ? ErrorConnectionRefused : pa_context_errno(context);

    /// <summary>Whether the stream ran dry since the last call.</summary>
    public bool TakeUnderflow() => Interlocked.Exchange(ref underflowed, false);

    /// <summary>Whether the server moved the stream to another device.</summary>
    public bool Moved => Volatile.Read(ref moved);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return ValueTask.CompletedTask;
        }

        disposed = true;
        if (loop != 0)
        {
            Stop();
        }

        if (self.IsAllocated)
        {
            self.Dispose();
        }

        Signal.Dispose();
        return ValueTask.CompletedTask;
    }

    private bool Holds(Func<PulseSession, bool> condition, string doing)
    {
        using (Lock())
        {
            if (condition(this))
            {
                return true;
            }

            if (pa_context_get_state(context) <= ContextReady)
            {
                return false;
            }
        }

        throw Failure(doing);
    }
}
