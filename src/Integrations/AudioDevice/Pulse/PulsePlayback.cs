using System.Runtime.CompilerServices;
using IShowTts.Integrations.Playback;
using IShowTts.Tts.Audio;
using static IShowTts.Integrations.AudioDevice.Pulse.PulseNative;

namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <summary>One playback stream over one connection. After the first exception it is of no more use: dispose it and make a new one.</summary>
/// <remarks>Calls must not overlap, except <see cref="Delay"/>.</remarks>
internal sealed partial class PulsePlayback : IAsyncDisposable
{
    /// <summary>Audio the server holds at most, its sink's own latency included.</summary>
    public static readonly TimeSpan TargetLength = TimeSpan.FromMilliseconds(450);

    /// <summary>Audio that must be there before the server starts to play. Never 0: the server would then throw away what comes late.</summary>
    public static readonly TimeSpan PreBuffer = TimeSpan.FromMilliseconds(20);

    /// <summary>The pieces in which our own null sink of PulseAudio works. Short ones let a fade-out begin soon; its default would be 50 ms.</summary>
    private static readonly TimeSpan OwnPiece = TimeSpan.FromMilliseconds(10);

    /// <summary>The pieces in which PipeWire works: its usual quantum, in sample frames.</summary>
    private const int PipeWirePiece = 1024;

    private const int BytesPerFrame = sizeof(float) * 2;
    private static readonly AudioFormat Format = AudioFormat.Stereo48;
    private static readonly int LeastWrite = Format.SamplesIn(TimeSpan.FromMilliseconds(20));

    private readonly PulseSession session;
    private readonly PulseDevice device;
    private readonly bool isPipeWire;
    private readonly Lock delayGate = new();
    private readonly PlayedRing ring = new(Format.SamplesIn(TimeSpan.FromSeconds(1)));
    private readonly float[] leadIn;
    private nint stream;
    private long writtenFrames;
    private long heardFrames;
    private long runStart;
    private long runStartIndex;
    private long paddedFrames;
    private TimeSpan patience = PulseSession.NoProgressLimit;
    private bool starved = true;
    private bool closed;

    private PulsePlayback(PulseSession session, PulseDevice device, bool isPipeWire)
    {
        this.isPipeWire = isPipeWire;
        this.session = session;
        this.device = device;
        leadIn = new float[Format.SamplesIn(TimeSpan.FromMilliseconds(device.IsOurs ? 30 : 60))];
    }

    /// <summary>Audio written and not yet heard. Any thread.</summary>
    public TimeSpan Delay
    {
        get
        {
            lock (delayGate)
            {
                return closed ? TimeSpan.Zero : Format.DurationOf((writtenFrames - HeardFrames()) * Format.Channels);
            }
        }
    }

    /// <summary>Opens a stream; a refusal of a device that is there is not believed at once (<see cref="FreshDevice"/>).</summary>
    /// <param name="session">The connection; stays the caller's.</param>
    /// <param name="device">Where to play.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async ValueTask<PulsePlayback> OpenAsync(PulseSession session, PulseDevice device, CancellationToken cancellationToken)
    {
        var server = await session.GetServerAsync(cancellationToken);
        return await FreshDevice.OpenAsync(
            token => OpenOnceAsync(session, device, server.IsPipeWire, token),
            async token => (await session.ListSinksAsync(token)).Any(sink => sink.Name == device.Name),
            session.Time,
            cancellationToken);
    }

    /// <summary>Gives samples to the server; waits while its buffer is full.</summary>
    /// <param name="samples">Interleaved stereo.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
    {
        if (samples.Length == 0)
        {
            return;
        }

        if (RanDry() || starved)
        {
            await BeginRunAsync(cancellationToken);
        }

        await PushAsync(samples, cancellationToken);
    }

    /// <summary>Returns when all was heard.</summary>
    /// <param name="cancellationToken">Ends the wait; playing goes on.</param>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        if (starved)
        {
            return;
        }

        if (isPipeWire)
        {
            await PlayToEndAsync(cancellationToken);
        }
        else
        {
            await OperateAsync(static p => p.StartDrain(), "playing to the end", cancellationToken);
        }

        MarkSilent();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (delayGate)
        {
            if (closed)
            {
                return ValueTask.CompletedTask;
            }

            closed = true;
            Disconnect();
        }

        return ValueTask.CompletedTask;
    }

    private static async ValueTask<PulsePlayback> OpenOnceAsync(PulseSession session, PulseDevice device, bool isPipeWire, CancellationToken cancellationToken)
    {
        var playback = new PulsePlayback(session, device, isPipeWire);
        try
        {
            playback.Connect();
            if (!await playback.TryWaitAsync(
                static p => pa_stream_get_state(p.stream) == StreamReady, "opening the stream", PulseSession.NoProgressLimit, cancellationToken))
            {
                throw playback.Stalled("opening the stream");
            }

            playback.ThrowIfSuspended();
            return playback;
        }
        catch
        {
            await playback.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts zeros in front, because servers may lose the first milliseconds of a start.</summary>
    private async ValueTask BeginRunAsync(CancellationToken cancellationToken)
    {
        await OperateAsync(static p => p.StartTiming(), "playing", cancellationToken);
        TryGetTiming(out var timing);
        runStartIndex = timing.WriteIndex;
        // An idle null sink that is not ours has up to 2 s of silence in front, which it plays before anything else.
        patience = PulseSession.NoProgressLimit + TimeSpan.FromMicroseconds(Math.Min(timing.SinkMicroseconds, MostTakenAhead));
        runStart = writtenFrames;
        starved = false;
        await PushAsync(leadIn, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask PushAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
    {
        var lastProgress = session.Time.GetTimestamp();
        while (true)
        {
            var pushed = Push(samples.Span);
            samples = samples[pushed..];
            if (samples.Length == 0)
            {
                return;
            }

            lastProgress = pushed > 0 ? session.Time.GetTimestamp() : lastProgress;
            var left = patience - session.Time.GetElapsedTime(lastProgress);
            if (left <= TimeSpan.Zero)
            {
                throw Stalled("playing");
            }

            await session.Signal.WaitAsync(left, cancellationToken);
        }
    }

    private void MarkSilent()
    {
        lock (delayGate)
        {
            starved = true;
            heardFrames = writtenFrames;
            paddedFrames = 0;
            ring.Clear();
        }

        session.TakeUnderflow();
    }

    private AudioSinkException Stalled(string doing)
        => IsSuspended()
            ? Suspended()
            : new AudioSinkException("stalled", $"The device {device.Name} made no progress for {patience.TotalSeconds:0.#} s while {doing}; "
                + "restart the sound server (pulseaudio --kill; pulseaudio --start, or systemctl --user restart wireplumber pipewire-pulse).");

    private AudioSinkException Suspended()
        => new("device-suspended", $"The device {device.Name} is suspended; wake it: pactl suspend-sink {device.Name} 0.");

    private void ThrowIfSuspended()
    {
        if (IsSuspended())
        {
            throw Suspended();
        }
    }
}
