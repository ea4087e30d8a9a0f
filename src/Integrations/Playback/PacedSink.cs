using IShowTts.Tts.Audio;

namespace IShowTts.Integrations.Playback;

/// <summary>Base of sinks without a device: a clock decides what was heard, so that they behave as a device does.</summary>
/// <remarks>
/// Audio waits in a ring until the clock has played it and goes to <see cref="OnHeard"/> then, so a fade-out can still take back what nobody heard.
/// Calls must not overlap, except <see cref="Delay"/>.
/// </remarks>
public abstract class PacedSink : IAudioSink
{
    /// <summary>How long the audio falls to silence in <see cref="FadeOutAsync"/>.</summary>
    internal static readonly TimeSpan FadeTime = TimeSpan.FromMilliseconds(40);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(20);
    private readonly float[] ring;
    private readonly bool paced;
    private PlaybackClock clock;
    private long committed;
    private bool disposed;

    /// <summary>Makes one that is not open.</summary>
    /// <param name="name">What the user called it.</param>
    /// <param name="time">The clock that hearing follows.</param>
    /// <param name="paced">False: whatever is written counts as heard at once, and nothing waits.</param>
    protected PacedSink(string name, TimeProvider time, bool paced = true)
    {
        ArgumentNullException.ThrowIfNull(time);
        Name = name;
        Time = time;
        this.paced = paced;
        ring = new float[Format.SamplesIn(IAudioSink.MaxBuffer)];
        clock = new PlaybackClock(time, Format.SampleRate);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public AudioFormat Format => AudioFormat.Stereo48;

    /// <inheritdoc/>
    public TimeSpan Delay => paced && IsOpen ? Volatile.Read(ref clock).Delay : TimeSpan.Zero;

    /// <summary>The clock that hearing follows.</summary>
    protected TimeProvider Time { get; }

    /// <summary>Open and not lost.</summary>
    protected bool IsOpen { get; private set; }

    /// <inheritdoc/>
    public virtual ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (!IsOpen)
        {
            Volatile.Write(ref clock, new PlaybackClock(Time, Format.SampleRate));
            committed = 0;
            OnOpen();
            IsOpen = true;
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public virtual async ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
    {
        RequireOpen();
        cancellationToken.ThrowIfCancellationRequested();
        if (samples.Length % Format.Channels != 0)
        {
            throw new ArgumentException($"{samples.Length} samples are not whole sample frames of {Format.Channels} channels.", nameof(samples));
        }

        if (!paced)
        {
            Hear(samples.Span);
            return;
        }

        while (samples.Length > 0)
        {
            Commit(clock.Heard);
            var room = ring.Length - (int)((clock.Written - committed) * Format.Channels);
            if (room == 0)
            {
                await Task.Delay(Shorter(LongestWait, Format.DurationOf(samples.Length)), Time, cancellationToken);
                continue;
            }

            var count = Math.Min(room, samples.Length);
            Buffer(samples.Span[..count]);
            samples = samples[count..];
        }
    }

    /// <inheritdoc/>
    public virtual async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        RequireOpen();
        cancellationToken.ThrowIfCancellationRequested();
        await PlayOutAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public virtual async ValueTask<TimeSpan> FadeOutAsync(CancellationToken cancellationToken)
    {
        RequireOpen();
        cancellationToken.ThrowIfCancellationRequested();
        if (!paced)
        {
            return TimeSpan.Zero;
        }

        Commit(clock.Heard);
        var fadeFrames = Format.SamplesIn(FadeTime) / Format.Channels;
        var dropped = clock.Truncate(fadeFrames);
        FadeRing();
        await PlayOutAsync(cancellationToken);
        return Format.DurationOf(dropped * Format.Channels);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!disposed)
        {
            disposed = true;
            try
            {
                Close();
            }
            finally
            {
                await DisposeCoreAsync();
            }

            GC.SuppressFinalize(this);
        }
    }

    /// <summary>Takes audio in the order of hearing. Not called at the same time by two threads.</summary>
    /// <param name="samples">Interleaved stereo; valid during the call only.</param>
    protected abstract void OnHeard(ReadOnlySpan<float> samples);

    /// <summary>Makes ready; called by every <see cref="OpenAsync"/> of a closed sink.</summary>
    protected virtual void OnOpen()
    {
    }

    /// <summary>Is told, before the first audio after a pause, how long nothing was to be heard.</summary>
    /// <param name="length">Time between the end of the last audio and now.</param>
    protected virtual void OnIdle(TimeSpan length)
    {
    }

    /// <summary>Frees what the sink holds; called once.</summary>
    protected virtual ValueTask DisposeCoreAsync() => ValueTask.CompletedTask;

    /// <summary>Makes the sink lost: what was heard is kept, the rest forgotten; <see cref="OpenAsync"/> starts anew.</summary>
    protected void Close()
    {
        if (IsOpen)
        {
            IsOpen = false;
            if (paced)
            {
                Commit(clock.Heard);
            }
        }
    }

    /// <summary>Makes the sink lost and forgets all that was not handed on.</summary>
    protected void Abandon() => IsOpen = false;

    private void RequireOpen()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (!IsOpen)
        {
            throw new AudioSinkException("not-open", $"The sink {Name} is not open; open it again.");
        }
    }

    private void Hear(ReadOnlySpan<float> samples)
    {
        if (samples.Length > 0)
        {
            OnHeard(samples);
        }
    }

    private void Buffer(ReadOnlySpan<float> samples)
    {
        var at = (int)(clock.Written * Format.Channels % ring.Length);
        var first = Math.Min(samples.Length, ring.Length - at);
        samples[..first].CopyTo(ring.AsSpan(at));
        samples[first..].CopyTo(ring);
        var idle = clock.Append(samples.Length / Format.Channels);
        if (idle > TimeSpan.Zero)
        {
            Commit(clock.Written - samples.Length / Format.Channels);
            OnIdle(idle);
        }
    }

    /// <summary>Hands on what was heard up to a position.</summary>
    private void Commit(long heard)
    {
        while (committed < heard)
        {
            var at = (int)(committed * Format.Channels % ring.Length);
            var count = (int)Math.Min((heard - committed) * Format.Channels, ring.Length - at);
            Hear(ring.AsSpan(at, count));
            committed += count / Format.Channels;
        }
    }

    private void FadeRing()
    {
        var frames = clock.Written - committed;
        for (var frame = 0L; frame < frames; frame++)
        {
            var at = (int)((committed + frame) * Format.Channels % ring.Length);
            var gain = 0.5f * (1 + MathF.Cos(MathF.PI * (frame + 1) / frames));
            for (var channel = 0; channel < Format.Channels; channel++)
            {
                ring[at + channel] *= gain;
            }
        }
    }

    private async ValueTask PlayOutAsync(CancellationToken cancellationToken)
    {
        while (paced && clock.Delay is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(Shorter(LongestWait, left), Time, cancellationToken);
            Commit(clock.Heard);
        }

        if (paced)
        {
            Commit(clock.Heard);
        }
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b)
        => TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(Math.Min(a.TotalMilliseconds, b.TotalMilliseconds))));
}
