using IShowTts.Integrations.Playback;
using IShowTts.Tts.Audio;
using Microsoft.Extensions.Options;

namespace IShowTts.Integrations.Discord;

/// <summary>Plays in a voice channel at Discord. The bridge's clock is the pace: what it did not send was not heard.</summary>
/// <remarks>
/// Audio goes out in runs, numbered by epoch, never the same number twice, so an answer that comes late is known as such.
/// At most <see cref="MaxUnsent"/> lies with the bridge. It is open while people can hear; see the states in docs/discord-bridge.md.
/// </remarks>
internal sealed partial class DiscordVoiceSink : IReportingSink, ISelectiveSink, IVoiceListener
{
    /// <summary>The most audio that was written and, as far as the bridge told, not sent.</summary>
    public static readonly TimeSpan MaxUnsent = TimeSpan.FromMilliseconds(400);

    /// <summary>The most time from a fade-out to the answer; then this sink is lost until the bridge tells that it is silent.</summary>
    public static readonly TimeSpan FadeLimit = TimeSpan.FromMilliseconds(150);

    /// <summary>The most time from a fade-out to any word of the bridge; then it is ended, and so silent. It paces packets and answers in one thread: while it says nothing it sends nothing.</summary>
    public static readonly TimeSpan SilenceLimit = TimeSpan.FromMilliseconds(500);

    /// <summary>A bridge that could send and did not for this long is ended.</summary>
    public static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(2);

    /// <summary>A bridge that sent all of a run may ask so long whether somebody took it; it gives up itself after 3 s.</summary>
    public static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    /// <summary>How long opening waits for a bot or a channel that is just coming.</summary>
    public static readonly TimeSpan OpenPatience = TimeSpan.FromSeconds(15);

    private readonly VoiceLine line;
    private readonly IOptionsMonitor<DiscordOptions> options;
    private readonly TimeProvider time;
    private readonly HashSet<string> kinds;
    private readonly TimeSpan lostAfter;
    private readonly ITimer troubleTimer;
    private readonly ITimer silenceTimer;
    private readonly Lock gate = new();
    private TaskCompletionSource changed = NewSignal();
    private AudioSinkException? lost;
    private string told = "";
    private uint epoch;
    private uint? faded;
    private uint? flushed;
    private uint? silencing;
    private long silencingSince;
    private bool isStillHeard;
    private long written;
    private long sent;
    private long lastProgress;
    private long? troubleSince;
    private bool isOpen;
    private bool isPlaying;
    private bool isEnding;
    private TimeSpan dropped;
    private bool disposed;

    /// <summary>Makes one that is not open; the bot joins the channel as soon as it runs.</summary>
    /// <param name="line">The voice channel.</param>
    /// <param name="options">Gain, taken while it plays; kinds and patience, taken now.</param>
    /// <param name="time">The clock.</param>
    public DiscordVoiceSink(VoiceLine line, IOptionsMonitor<DiscordOptions> options, TimeProvider time)
    {
        this.line = line;
        this.options = options;
        this.time = time;
        var now = options.CurrentValue;
        kinds = new HashSet<string>(now.Channels.GetValueOrDefault(line.Name)?.Kinds ?? [], StringComparer.Ordinal);
        lostAfter = TimeSpan.FromSeconds(now.LostSeconds);
        Name = $"discord:{line.Name}";
        troubleTimer = time.CreateTimer(static sink => ((DiscordVoiceSink)sink!).OnTroubleLasts(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        silenceTimer = time.CreateTimer(static sink => ((DiscordVoiceSink)sink!).OnNotSilent(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        line.Attach(this);
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
                // Of a lost sink too, until it is opened again: what was not sent was not heard.
                return disposed ? TimeSpan.Zero : Duration(written - sent);
            }
        }
    }

    /// <inheritdoc/>
    public string Condition => line.State.Detail;

    /// <inheritdoc/>
    public bool Takes(string kind) => kinds.Count == 0 || kinds.Contains(kind);

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        long? comingSince = null;
        while (true)
        {
            Task wait;
            var patience = Timeout.InfiniteTimeSpan;
            lock (gate)
            {
                ObjectDisposedException.ThrowIf(disposed, this);
                cancellationToken.ThrowIfCancellationRequested();
                // Read once: it changes while this looks at it.
                var state = line.State;
                if (isOpen || TryOpen(state))
                {
                    return;
                }

                // From when it began to come: one that comes and goes is told too.
                comingSince = IsComing(state) ? comingSince ?? time.GetTimestamp() : null;
                var rest = comingSince is { } since ? OpenPatience - time.GetElapsedTime(since) : TimeSpan.Zero;
                if (rest > TimeSpan.Zero)
                {
                    patience = rest;
                }
                else if (silencing is null)
                {
                    TellOnce(state);
                }

                wait = changed.Task;
            }

            await WaitAsync(wait, patience, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
    {
        Require(cancellationToken);
        if (samples.Length % Format.Channels != 0)
        {
            throw new ArgumentException($"{samples.Length} samples are not whole sample frames of {Format.Channels} channels.", nameof(samples));
        }

        BeginWaiting();
        while (!samples.IsEmpty)
        {
            Task wait;
            lock (gate)
            {
                ThrowIfNotOpen();
                var count = Math.Min(samples.Length / Format.Channels, Link.BridgeFrames.MaxAudioFrames);
                if (!isEnding && Duration(written - sent + count) <= MaxUnsent)
                {
                    Send(samples.Span[..(count * Format.Channels)]);
                    samples = samples[(count * Format.Channels)..];
                    continue;
                }

                wait = changed.Task;
            }

            await WaitForBridgeAsync(wait, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        Require(cancellationToken);
        BeginWaiting();
        uint? ending = null;
        while (true)
        {
            Task wait;
            lock (gate)
            {
                // Also when it was lost right after: the whole was heard.
                if (ending is not null && ending == flushed)
                {
                    return;
                }

                ThrowIfNotOpen();
                if (!isPlaying)
                {
                    return;
                }

                ending = epoch;
                if (!isEnding)
                {
                    isEnding = true;
                    line.Flush(epoch);
                }

                wait = changed.Task;
            }

            await WaitForBridgeAsync(wait, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<TimeSpan> FadeOutAsync(CancellationToken cancellationToken)
    {
        Require(cancellationToken);
        uint fading;
        lock (gate)
        {
            ThrowIfNotOpen();
            if (!isPlaying)
            {
                return TimeSpan.Zero;
            }

            fading = epoch;
            isEnding = true;
            line.Fade(epoch);
        }

        var started = time.GetTimestamp();
        while (true)
        {
            Task wait;
            lock (gate)
            {
                ThrowIfNotOpen();
                if (faded == fading)
                {
                    return dropped;
                }

                wait = changed.Task;
            }

            if (!await WaitAsync(wait, FadeLimit - time.GetElapsedTime(started), cancellationToken))
            {
                LoseUntilSilent(fading, started);
            }
        }
    }

    /// <inheritdoc/>
    public void BeginUtterance(string utteranceId)
    {
        // Discord's listeners are not told whose words they hear, so there is nothing to keep.
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (disposed)
            {
                return ValueTask.CompletedTask;
            }

            DropRun();
            disposed = true;
            isOpen = false;
            silencing = null;
            Pulse();
        }

        silenceTimer.Dispose();
        return troubleTimer.DisposeAsync();
    }
}
