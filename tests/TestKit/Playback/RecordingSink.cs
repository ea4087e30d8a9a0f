using IShowTts.Integrations.Playback;

namespace IShowTts.TestKit.Playback;

/// <summary>Keeps all audio that was heard, and fails on demand. Its test methods are thread safe.</summary>
/// <remarks>Paced, audio is heard as the clock goes (a fake clock must be moved on); unpaced, at the moment of writing.</remarks>
public sealed class RecordingSink : PacedSink
{
    /// <summary>How long a stalled call waits before it throws, as a device does.</summary>
    public static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly List<float> heard = [];
    private readonly List<(Func<RecordingSink, bool> Condition, TaskCompletionSource Done)> waiters = [];
    private int writes;
    private int opens;
    private int fades;
    private int drains;
    private int failAtWrite = -1;
    private bool stalled;
    private bool missing;

    /// <summary>Makes one that is not open.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="paced">Audio is heard at the clock's pace, with back-pressure at 500 ms.</param>
    public RecordingSink(string name = "recording", TimeProvider? time = null, bool paced = false)
        : base(name, time ?? TimeProvider.System, paced)
    {
    }

    /// <summary>A copy of everything heard, interleaved stereo, over all openings.</summary>
    public float[] Heard => Locked(() => heard.ToArray());

    /// <summary>How long <see cref="Heard"/> is.</summary>
    public TimeSpan HeardDuration => Locked(() => Format.DurationOf(heard.Count));

    /// <summary>Calls of <see cref="WriteAsync"/> begun, from 1.</summary>
    public int Writes => Locked(() => writes);

    /// <summary>Successful openings.</summary>
    public int Opens => Locked(() => opens);

    /// <summary>Fade-outs that ended.</summary>
    public int Fades => Locked(() => fades);

    /// <summary>Drains that ended.</summary>
    public int Drains => Locked(() => drains);

    /// <summary>Makes the n-th write from now (1 is the next) throw <c>write-failed</c>; the sink must then be opened again.</summary>
    public void FailAtWrite(int n) => Locked(() => failAtWrite = writes + n);

    /// <summary>Makes writes, drains and fade-outs hang until <see cref="StallLimit"/> has passed and then throw <c>stalled</c>, until <see cref="Repair"/>.</summary>
    public void Stall() => Locked(() => stalled = true);

    /// <summary>Takes the device away: every call throws <c>device-missing</c>, opening too, until <see cref="Repair"/>.</summary>
    public void Disappear() => Locked(() => missing = true);

    /// <summary>Ends <see cref="Stall"/> and <see cref="Disappear"/>; a sink that threw still must be opened again.</summary>
    public void Repair() => Locked(() => stalled = missing = false);

    /// <summary>Ends when a condition holds; it is tried now and after every call of the sink.</summary>
    /// <param name="condition">For example <c>s => s.Writes >= 3</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitUntilAsync(Func<RecordingSink, bool> condition, CancellationToken cancellationToken = default)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiters.Add((condition, done));
        }

        Signal();
        return done.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        ThrowIfMissing();
        var fresh = !IsOpen;
        await base.OpenAsync(cancellationToken);
        Locked(() => opens += fresh ? 1 : 0);
        Signal();
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
    {
        var number = Locked(() => ++writes);
        Signal();
        await FailOnDemandAsync(cancellationToken);
        if (number == Locked(() => failAtWrite))
        {
            Close();
            throw new AudioSinkException("write-failed", $"The sink {Name} was told to fail at this write; open it again.");
        }

        await base.WriteAsync(samples, cancellationToken);
        Signal();
    }

    /// <inheritdoc/>
    public override async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        await FailOnDemandAsync(cancellationToken);
        await base.DrainAsync(cancellationToken);
        Locked(() => ++drains);
        Signal();
    }

    /// <inheritdoc/>
    public override async ValueTask<TimeSpan> FadeOutAsync(CancellationToken cancellationToken)
    {
        await FailOnDemandAsync(cancellationToken);
        var dropped = await base.FadeOutAsync(cancellationToken);
        Locked(() => ++fades);
        Signal();
        return dropped;
    }

    /// <inheritdoc/>
    protected override void OnHeard(ReadOnlySpan<float> samples)
    {
        lock (gate)
        {
            heard.AddRange(samples);
        }

        Signal();
    }

    private async ValueTask FailOnDemandAsync(CancellationToken cancellationToken)
    {
        ThrowIfMissing();
        if (Locked(() => stalled))
        {
            await Task.Delay(StallLimit, Time, cancellationToken);
            Close();
            throw new AudioSinkException("stalled", $"The sink {Name} took no audio for {StallLimit.TotalSeconds} s; open it again.");
        }
    }

    private void ThrowIfMissing()
    {
        if (Locked(() => missing))
        {
            Close();
            throw new AudioSinkException("device-missing", $"The device of sink {Name} is not there; bring it back and open it again.");
        }
    }

    private void Signal()
    {
        List<(Func<RecordingSink, bool> Condition, TaskCompletionSource Done)> waiting;
        lock (gate)
        {
            waiting = [.. waiters];
        }

        foreach (var waiter in waiting.Where(w => w.Condition(this)))
        {
            lock (gate)
            {
                waiters.Remove(waiter);
            }

            waiter.Done.TrySetResult();
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (gate)
        {
            return read();
        }
    }
}
