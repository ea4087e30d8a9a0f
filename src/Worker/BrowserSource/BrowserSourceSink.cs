using IShowTts.Integrations.Playback;
using IShowTts.Tts.Audio;

namespace IShowTts.Worker.BrowserSource;

/// <summary>Plays in overlay pages. Their audio clock is the pace: what the page that counts did not acknowledge was not heard.</summary>
/// <remarks>
/// Audio goes out in runs, numbered by generation: opening and fading out begin a new one, so an answer that comes late is known as such.
/// The first page that plays counts; the others play too and are never waited for. When it leaves, the next one counts.
/// </remarks>
internal sealed partial class BrowserSourceSink : IReportingSink
{
    private const int PacketFrames = 2_400;
    private const int SmallestPacketFrames = 480;
    private readonly OverlayRoster roster;
    private readonly BrowserSourceOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly string overlay;
    private readonly AheadLimit ahead;
    private readonly ITimer clockCheck;
    private readonly Lock gate = new();
    private TaskCompletionSource changed = NewSignal();
    private AudioSinkException? lost;
    private OverlayPage? leader;
    private OverlayRun run = new(0);
    private long lastProgress;
    private string utterance = "";
    private DateTimeOffset? lastAcknowledged;
    private bool isOpen;
    private bool disposed;

    /// <summary>Makes one that is not open.</summary>
    /// <param name="overlay">Name of the overlay; empty for the one without.</param>
    /// <param name="roster">The pages.</param>
    /// <param name="options">How long to wait for acknowledgements, and how much to send ahead.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">For what pages acknowledge.</param>
    public BrowserSourceSink(string overlay, OverlayRoster roster, BrowserSourceOptions options, TimeProvider time, ILogger logger)
    {
        this.overlay = overlay;
        this.roster = roster;
        this.options = options;
        this.time = time;
        this.logger = logger;
        Name = overlay.Length == 0 ? "overlay" : $"overlay:{overlay}";
        ahead = new AheadLimit(FramesIn(TimeSpan.FromMilliseconds(options.AheadMilliseconds)), FramesIn(IAudioSink.MaxBuffer), time);
        roster.AddOutput(overlay);
        roster.Changed += OnChanged;
        roster.Reported += OnReported;
        clockCheck = time.CreateTimer(_ => CheckClock(), null, ClockCheckInterval, ClockCheckInterval);
    }

    /// <inheritdoc/>
    public event Action? Lost;

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public AudioFormat Format => AudioFormat.Stereo48;

    /// <inheritdoc/>
    public TimeSpan Delay
    {
        get
        {
            lock (gate)
            {
                return isOpen ? Duration(run.Outstanding) : TimeSpan.Zero;
            }
        }
    }

    /// <inheritdoc/>
    public string Condition
    {
        get
        {
            var count = OwnPages().Length;
            lock (gate)
            {
                return $"{count} {(count == 1 ? "page" : "pages")} connected, page {leader?.Number ?? 0} counts, "
                    + (run.Outstanding > 0 ? "it plays and acknowledges" : "it is idle")
                    + (ahead.Gaps > 0 ? $"; {ahead.Gaps} {(ahead.Gaps == 1 ? "gap" : "gaps")} so far, now {Duration(ahead.Frames).TotalMilliseconds:F0} ms are sent ahead" : "")
                    + (lastAcknowledged is { } at ? $"; last utterance acknowledged at {at:HH:mm:ss} UTC" : "");
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        var pages = OwnPages();
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            cancellationToken.ThrowIfCancellationRequested();
            if (isOpen)
            {
                return ValueTask.CompletedTask;
            }

            leader = pages.FirstOrDefault(Plays) ?? throw (lost = OverlayTrouble.NoPage(overlay, pages));
            Log.PageCounts(logger, Name, leader.Number);
            lost = null;
            isOpen = true;
            BeginRun();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
    {
        Require(cancellationToken);
        if (samples.Length % Format.Channels != 0)
        {
            throw new ArgumentException($"{samples.Length} samples are not whole sample frames of {Format.Channels} channels.", nameof(samples));
        }

        while (!samples.IsEmpty)
        {
            Task wait;
            lock (gate)
            {
                ThrowIfNotOpen();
                var left = samples.Length / Format.Channels;
                var room = ahead.Frames - run.Outstanding;
                if (room >= Math.Min(left, SmallestPacketFrames))
                {
                    var count = (int)Math.Min(Math.Min(room, left), PacketFrames) * Format.Channels;
                    Send(samples.Span[..count]);
                    samples = samples[count..];
                    continue;
                }

                run.NoteWait();
                wait = changed.Task;
            }

            await WaitForPageAsync(wait, cancellationToken);
        }
    }

    /// <inheritdoc/>
    /// <remarks>The page must have acknowledged the end as well: one that does not is as silent as one that says nothing.</remarks>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        Require(cancellationToken);
        while (true)
        {
            Task wait;
            lock (gate)
            {
                ThrowIfNotOpen();
                if (run.TryEnd())
                {
                    lastProgress = time.GetTimestamp();
                    Mark("end");
                }

                if (run.IsEnded)
                {
                    return;
                }

                wait = changed.Task;
            }

            await WaitForPageAsync(wait, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<TimeSpan> FadeOutAsync(CancellationToken cancellationToken)
    {
        Require(cancellationToken);
        lock (gate)
        {
            ThrowIfNotOpen();
            if (run.Written == 0)
            {
                return TimeSpan.Zero;
            }

            TellFade();
            if (run.Outstanding == 0)
            {
                BeginRun(); // the page that counts is silent; the others were told, as they may be behind it
                return TimeSpan.Zero;
            }

            run.IsFading = true;
            lastProgress = time.GetTimestamp();
        }

        try
        {
            while (true)
            {
                Task wait;
                lock (gate)
                {
                    ThrowIfNotOpen();
                    if (leader!.Faded is var silent && silent.Generation == run.Generation)
                    {
                        return Duration(run.Written - Math.Clamp(silent.Frames, run.Heard, run.Written));
                    }

                    wait = changed.Task;
                }

                await WaitForPageAsync(wait, cancellationToken);
            }
        }
        finally
        {
            lock (gate)
            {
                BeginRun();
            }
        }
    }

    /// <inheritdoc/>
    public void BeginUtterance(string utteranceId)
    {
        lock (gate)
        {
            utterance = utteranceId;
            ahead.Settle();
            if (isOpen)
            {
                Mark("utterance");
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        clockCheck.Dispose();
        roster.Changed -= OnChanged;
        roster.Reported -= OnReported;
        lock (gate)
        {
            disposed = true;
            isOpen = false;
            Pulse();
        }

        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int FramesIn(TimeSpan duration) => Format.SamplesIn(duration) / Format.Channels;

    private TimeSpan Duration(long frames) => Format.DurationOf(frames * Format.Channels);

    private void Require(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            ThrowIfNotOpen();
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private void ThrowIfNotOpen()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!isOpen)
        {
            throw lost is null ? new AudioSinkException("not-open", $"The sink {Name} is not open; open it again.") : new AudioSinkException(lost.Code, lost.Message);
        }
    }
}
