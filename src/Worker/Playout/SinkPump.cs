using System.Buffers;
using System.Threading.Channels;
using IShowTts.Integrations.Playback;
using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Playout;

/// <summary>Feeds one sink from a small queue of its own and reopens it when it is lost, so that a lost sink does not stop the others.</summary>
/// <remarks>Blocks are 48 kHz stereo. Written to by one player at a time.</remarks>
internal sealed class SinkPump(IAudioSink sink, PlayoutOptions options, TimeProvider time, AlarmBoard alarms, ILogger logger) : IAsyncDisposable
{
    private const int MaxQueuedBlocks = 3;
    private readonly Channel<Command> commands = Channel.CreateUnbounded<Command>(new UnboundedChannelOptions { SingleReader = false });
    private readonly SemaphoreSlim room = new(MaxQueuedBlocks, MaxQueuedBlocks);
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly SinkTrouble trouble = new(sink.Name, alarms);
    private CancellationTokenSource running = new();
    private TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task loop = Task.CompletedTask;
    private long writtenSamples;
    private long queuedSamples;
    private int generation;
    private bool isOpen;
    private bool wasLost;
    private TimeSpan? heardUntilLost;
    private long closedStamp = time.GetTimestamp();
    private DateTimeOffset closedAt = time.GetUtcNow();

    private enum CommandKind
    {
        Write,
        Drain,
        Fade,
    }

    /// <summary>What the user called the sink.</summary>
    public string Name => sink.Name;

    /// <summary>Whether it takes audio now.</summary>
    public bool IsOpen
    {
        get
        {
            lock (gate)
            {
                return isOpen;
            }
        }
    }

    /// <summary>Whether it was ever open.</summary>
    public bool HasOpened { get; private set; }

    /// <summary>For how long it is not open; null while it is.</summary>
    public TimeSpan? ClosedFor
    {
        get
        {
            lock (gate)
            {
                return isOpen ? null : time.GetElapsedTime(closedStamp);
            }
        }
    }

    /// <summary>Since when it is not open; null while it is.</summary>
    public DateTimeOffset? ClosedAt
    {
        get
        {
            lock (gate)
            {
                return isOpen ? null : closedAt;
            }
        }
    }

    /// <summary>Audio of this cue that was heard here. Only meaningful while the sink is open.</summary>
    public TimeSpan Heard
    {
        get
        {
            var played = sink.Format.DurationOf(Interlocked.Read(ref writtenSamples) - Interlocked.Read(ref queuedSamples)) - sink.Delay;
            return played > TimeSpan.Zero ? played : TimeSpan.Zero;
        }
    }

    /// <summary>Whether it was lost since <see cref="BeginCue"/>, or closed then; it may be open again.</summary>
    public bool WasLost => HeardUntilLost is not null;

    /// <summary>What <see cref="Heard"/> was when the sink was lost first since <see cref="BeginCue"/>; null when it was not. A sink may find only then that nobody heard what it had told as heard.</summary>
    public TimeSpan? HeardUntilLost
    {
        get
        {
            lock (gate)
            {
                return heardUntilLost;
            }
        }
    }

    /// <summary>Audio that waits here or in the sink.</summary>
    public TimeSpan Unheard => sink.Format.DurationOf(Interlocked.Read(ref queuedSamples)) + sink.Delay;

    /// <summary>Why it is not open, one sentence; empty when all is well.</summary>
    public string Trouble => trouble.Text;

    /// <summary>It is closed because nobody is there to hear, which is no fault.</summary>
    public bool IsIdle => trouble.IsIdle;

    /// <summary>How it is, one sentence for people; empty when there is nothing to say.</summary>
    public string Condition => IsOpen && sink is IReportingSink reporting ? reporting.Condition : Trouble;

    /// <summary>Whether utterances of a kind are played here.</summary>
    /// <param name="kind">Of <see cref="SpokenKinds"/>.</param>
    public bool Takes(string kind) => sink is not ISelectiveSink selective || selective.Takes(kind);

    /// <summary>Makes the alarm say where speech is heard while this is gone.</summary>
    /// <param name="name">Name of the other sink; empty for nowhere.</param>
    public void TellElsewhere(string name) => trouble.TellElsewhere(name);

    /// <summary>Starts to open the sink and to feed it.</summary>
    public void Start()
    {
        if (sink is IReportingSink reporting)
        {
            reporting.Lost += Look;
        }

        lock (gate)
        {
            // Before now nobody tried.
            closedStamp = time.GetTimestamp();
            closedAt = time.GetUtcNow();
        }

        loop = Task.Run(RunAsync);
    }

    /// <summary>Returns when the sink is open.</summary>
    public Task WaitOpenAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return isOpen ? Task.CompletedTask : opened.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Starts to count heard audio at zero. Call when nothing is queued.</summary>
    /// <param name="utteranceId">Whose audio comes.</param>
    public void BeginCue(string utteranceId)
    {
        Interlocked.Exchange(ref writtenSamples, 0);
        lock (gate)
        {
            heardUntilLost = isOpen ? null : TimeSpan.Zero;
        }

        (sink as IReportingSink)?.BeginUtterance(utteranceId);
    }

    /// <summary>Queues a block; waits while the queue is full.</summary>
    /// <param name="block">48 kHz stereo; copied.</param>
    /// <param name="patience">Longest wait; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when the sink is lost or did not take it in time: the block is dropped here.</returns>
    public async ValueTask<bool> WriteAsync(ReadOnlyMemory<float> block, TimeSpan? patience, CancellationToken cancellationToken)
    {
        var asked = Volatile.Read(ref generation);
        if (!IsOpen || (!room.Wait(0, CancellationToken.None) && !await WaitForRoomAsync(patience, cancellationToken)))
        {
            return false;
        }

        if (asked != Volatile.Read(ref generation))
        {
            room.Release();
            return false;
        }

        var copy = ArrayPool<float>.Shared.Rent(block.Length);
        block.CopyTo(copy);
        Interlocked.Add(ref writtenSamples, block.Length);
        Interlocked.Add(ref queuedSamples, block.Length);
        Send(new Command(CommandKind.Write, asked, copy, block.Length, null));
        return true;
    }

    /// <summary>Returns when all that was queued was heard.</summary>
    /// <returns>False when the sink was lost on the way.</returns>
    public Task<bool> DrainAsync(CancellationToken cancellationToken) => AskAsync(CommandKind.Drain, cancellationToken);

    /// <summary>Drops what is queued and fades out what is running: silent within 150 ms. A lost sink is silent already.</summary>
    /// <returns>Audio of this cue that was heard until the fade; null when the sink was lost.</returns>
    public async Task<TimeSpan?> FadeOutAsync()
    {
        CancellationTokenSource old;
        lock (gate)
        {
            generation++;
            old = running;
            running = new CancellationTokenSource();
        }

        await old.CancelAsync();
        return await AskAsync(CommandKind.Fade, CancellationToken.None)
            ? sink.Format.DurationOf(Math.Max(0, Interlocked.Read(ref writtenSamples)))
            : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        CancellationTokenSource last;
        lock (gate)
        {
            last = running;
        }

        await last.CancelAsync();
        await loop;
        if (sink is IReportingSink reporting)
        {
            reporting.Lost -= Look;
        }

        commands.Writer.TryComplete();
        DropAll();
        await sink.DisposeAsync();
        stop.Dispose();
        room.Dispose();
        last.Dispose();
    }

    private async ValueTask<bool> WaitForRoomAsync(TimeSpan? patience, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience ?? Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await room.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Send(Command command)
    {
        if (!commands.Writer.TryWrite(command))
        {
            Finish(command, done: false);
        }
        else if (!IsOpen)
        {
            // Lost between the caller's look and now: nobody reads until it is open again.
            DropAll();
        }
    }

    /// <summary>Asks a sink that says it is lost for something, so that it tells why even when nothing plays.</summary>
    private void Look()
    {
        lock (gate)
        {
            wasLost = true;
        }

        if (IsOpen)
        {
            Send(new Command(CommandKind.Drain, Volatile.Read(ref generation), null, 0, null));
        }
    }

    private Task<bool> AskAsync(CommandKind kind, CancellationToken cancellationToken)
    {
        if (!IsOpen)
        {
            return Task.FromResult(false);
        }

        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Send(new Command(kind, Volatile.Read(ref generation), null, 0, answer));
        return answer.Task.WaitAsync(cancellationToken);
    }

    private async Task RunAsync()
    {
        var failures = 0;
        try
        {
            while (true)
            {
                stop.Token.ThrowIfCancellationRequested();
                if (await TryOpenAsync(failures))
                {
                    failures = 0;
                    await FeedAsync();
                }

                failures++;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Log.SinkStopped(logger, sink.Name);
        }
        finally
        {
            Lose();
        }
    }

    private async Task<bool> TryOpenAsync(int failures)
    {
        if (failures > 0)
        {
            var wait = TimeSpan.FromMilliseconds(Math.Min(options.ReopenMilliseconds, 50 << Math.Min(failures, 8)));
            await Task.Delay(wait, time, stop.Token);
        }

        lock (gate)
        {
            wasLost = false;
        }

        try
        {
            await sink.OpenAsync(stop.Token);
        }
        catch (AudioSinkException e)
        {
            trouble.Tell(e, "cannot be played into");
            return false;
        }

        // Before whoever waits for it is told: who sees it open sees no alarm of it.
        trouble.Clear();
        Log.SinkOpened(logger, sink.Name);
        lock (gate)
        {
            isOpen = true;
            HasOpened = true;
            if (wasLost)
            {
                // Since it opened, when nobody listened. Before all that is written from now on.
                commands.Writer.TryWrite(new Command(CommandKind.Drain, generation, null, 0, null));
            }

            opened.TrySetResult();
        }

        return true;
    }

    /// <summary>Feeds the sink until it is lost.</summary>
    private async Task FeedAsync()
    {
        await foreach (var command in commands.Reader.ReadAllAsync(stop.Token))
        {
            try
            {
                await DoAsync(command);
            }
            catch (AudioSinkException e)
            {
                trouble.Tell(e, "was lost");
                Lose();
                Finish(command, done: false);
                return;
            }
        }
    }

    private async Task DoAsync(Command command)
    {
        CancellationToken token;
        bool isStale;
        lock (gate)
        {
            token = running.Token;
            isStale = command.Generation != generation;
        }

        try
        {
            switch (command.Kind)
            {
                case CommandKind.Fade:
                    var dropped = await sink.FadeOutAsync(stop.Token);
                    Interlocked.Add(ref writtenSamples, -sink.Format.SamplesIn(dropped));
                    Finish(command, done: true);
                    break;
                case CommandKind.Write when !isStale:
                    await sink.WriteAsync(command.Samples.AsMemory(0, command.Length), token);
                    Interlocked.Add(ref queuedSamples, -command.Length);
                    Release(command);
                    break;
                case CommandKind.Drain when !isStale:
                    await sink.DrainAsync(token);
                    Finish(command, done: true);
                    break;
                default:
                    Finish(command, done: false);
                    break;
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            Finish(command, done: false);
        }
        catch (OperationCanceledException)
        {
            Finish(command, done: false);
            throw;
        }
    }

    /// <summary>Marks the sink as lost and forgets all that waits for it.</summary>
    private void Lose()
    {
        var heard = Heard;
        lock (gate)
        {
            generation++;
            if (isOpen)
            {
                // Before anybody sees that it is lost, and before it is opened again.
                heardUntilLost ??= heard;
                isOpen = false;
                closedStamp = time.GetTimestamp();
                closedAt = time.GetUtcNow();
                opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        DropAll();
    }

    private void DropAll()
    {
        while (commands.Reader.TryRead(out var command))
        {
            Finish(command, done: false);
        }
    }

    /// <summary>Answers a command; the audio of a write that was not carried out is taken off the count.</summary>
    private void Finish(Command command, bool done)
    {
        if (command.Kind == CommandKind.Write)
        {
            Interlocked.Add(ref queuedSamples, -command.Length);
            Interlocked.Add(ref writtenSamples, -command.Length);
            Release(command);
        }

        command.Answer?.TrySetResult(done);
    }

    private void Release(Command command)
    {
        ArrayPool<float>.Shared.Return(command.Samples!);
        room.Release();
    }

    private readonly record struct Command(CommandKind Kind, int Generation, float[]? Samples, int Length, TaskCompletionSource<bool>? Answer);
}
