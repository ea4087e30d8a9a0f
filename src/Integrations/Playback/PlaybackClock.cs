namespace IShowTts.Integrations.Playback;

/// <summary>Says how much of the written audio an ideal device would have played by now. Thread safe; allocates nothing.</summary>
/// <remarks>
/// Sample frames are played at the sample rate from the moment of their writing. When all were played the clock stands still,
/// and starts again with the next write, as a device does that ran dry.
/// </remarks>
/// <param name="time">The clock.</param>
/// <param name="sampleRate">Sample frames per second.</param>
internal sealed class PlaybackClock(TimeProvider time, int sampleRate)
{
    private readonly Lock gate = new();
    private long written;
    private long anchorFrame;
    private long anchorTimestamp;
    private bool started;

    /// <summary>Sample frames appended and not truncated.</summary>
    public long Written
    {
        get
        {
            lock (gate)
            {
                return written;
            }
        }
    }

    /// <summary>Sample frames played by now; never falls, never above <see cref="Written"/>.</summary>
    public long Heard
    {
        get
        {
            lock (gate)
            {
                return Position();
            }
        }
    }

    /// <summary>Audio written and not yet played.</summary>
    public TimeSpan Delay
    {
        get
        {
            lock (gate)
            {
                return Duration(written - Position());
            }
        }
    }

    /// <summary>Adds audio behind what is there.</summary>
    /// <param name="frames">Sample frames, zero or more.</param>
    /// <returns>How long the clock had stood still with nothing to play; zero before the first audio and while it plays.</returns>
    public TimeSpan Append(long frames)
    {
        lock (gate)
        {
            var idle = TimeSpan.Zero;
            if (Position() == written)
            {
                idle = started ? Max(time.GetElapsedTime(anchorTimestamp) - Duration(written - anchorFrame), TimeSpan.Zero) : TimeSpan.Zero;
                anchorFrame = written;
                anchorTimestamp = time.GetTimestamp();
                started = true;
            }

            written += frames;
            return idle;
        }
    }

    /// <summary>Forgets audio that is not yet played, but for the next few sample frames.</summary>
    /// <param name="keepFrames">Sample frames behind the played position that stay, zero or more.</param>
    /// <returns>Sample frames forgotten.</returns>
    public long Truncate(long keepFrames)
    {
        lock (gate)
        {
            var end = Math.Min(written, Position() + keepFrames);
            var dropped = written - end;
            written = end;
            return dropped;
        }
    }

    private long Position()
        => started ? Math.Min(written, anchorFrame + (long)(time.GetElapsedTime(anchorTimestamp).TotalSeconds * sampleRate)) : written;

    private TimeSpan Duration(long frames) => TimeSpan.FromSeconds((double)frames / sampleRate);

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
