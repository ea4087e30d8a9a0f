using IShowTts.Integrations.Playback;
using static IShowTts.Integrations.AudioDevice.Pulse.PulseNative;

namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <content>Waiting for the server, and finding out that it is in vain.</content>
internal sealed partial class PulsePlayback
{
    /// <summary>The most silence, in microseconds, that we believe a device has taken in advance.</summary>
    private const double MostTakenAhead = 2_500_000;
    private static readonly TimeSpan PadAgainAfter = TimeSpan.FromMilliseconds(200);

    private async ValueTask OperateAsync(Func<PulsePlayback, nint> start, string doing, CancellationToken cancellationToken)
    {
        if (!await TryOperateAsync(start, doing, patience, cancellationToken))
        {
            throw Stalled(doing);
        }
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <returns>False when none came in time.</returns>
    private async ValueTask<bool> TryOperateAsync(Func<PulsePlayback, nint> start, string doing, TimeSpan limit, CancellationToken cancellationToken)
    {
        nint operation;
        using (session.Lock())
        {
            ThrowIfLost(doing);
            operation = start(this);
        }

        if (operation == 0)
        {
            throw session.Failure(doing);
        }

        try
        {
            return await TryWaitAsync(_ => pa_operation_get_state(operation) != OperationRunning, doing, limit, cancellationToken);
        }
        finally
        {
            using (session.Lock())
            {
                pa_operation_cancel(operation);
                pa_operation_unref(operation);
            }
        }
    }

    private async ValueTask<bool> TryWaitAsync(Func<PulsePlayback, bool> condition, string doing, TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = session.Time.GetTimestamp();
        while (!Holds(condition, doing))
        {
            var left = limit - session.Time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            await session.Signal.WaitAsync(left, cancellationToken);
        }

        return true;
    }

    /// <summary>Waits until the server has read up to a position.</summary>
    /// <param name="index">Position in bytes.</param>
    /// <param name="doing">What is being done, for messages.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The positions at the end; null when the server does not tell them.</returns>
    private async ValueTask<PulseTimingInfo?> WaitUntilReadAsync(long index, string doing, CancellationToken cancellationToken)
    {
        var lastRead = long.MinValue;
        var lastProgress = session.Time.GetTimestamp();
        var lastPad = lastProgress;
        while (true)
        {
            await OperateAsync(static p => p.StartTiming(), doing, cancellationToken);
            if (!TryGetTiming(out var timing))
            {
                return null;
            }

            var missing = index - timing.ReadIndex;
            if (missing <= 0)
            {
                return timing;
            }

            if (timing.ReadIndex > lastRead)
            {
                lastRead = timing.ReadIndex;
                lastProgress = lastPad = session.Time.GetTimestamp();
            }
            else if (session.Time.GetElapsedTime(lastProgress) > patience)
            {
                throw Stalled(doing);
            }
            else if (isPipeWire && session.Time.GetElapsedTime(lastPad) > PadAgainAfter)
            {
                // Somebody runs PipeWire in very large pieces.
                Pad();
                lastPad = session.Time.GetTimestamp();
            }

            await Task.Delay(Format.DurationOf(missing / sizeof(float)) + TimeSpan.FromMilliseconds(1), session.Time, cancellationToken);
        }
    }

    /// <summary>Waits until all is heard without the server's drain.</summary>
    /// <remarks>pipewire-pulse 0.3 stops the stream in a drain and starts it again behind it, and now and then it does not answer.</remarks>
    private async ValueTask PlayToEndAsync(CancellationToken cancellationToken)
    {
        await OperateAsync(static p => p.StartTiming(), "playing to the end", cancellationToken);
        if (!TryGetTiming(out var timing))
        {
            return;
        }

        var end = timing.WriteIndex - paddedFrames * BytesPerFrame;
        if (paddedFrames == 0)
        {
            Pad();
        }

        if (await WaitUntilReadAsync(end, "playing to the end", cancellationToken) is { } read)
        {
            var unheard = TimeSpan.FromMicroseconds(read.SinkMicroseconds) - Format.DurationOf((read.ReadIndex - end) / sizeof(float));
            if (unheard > TimeSpan.Zero)
            {
                await Task.Delay(Shorter(unheard, IAudioSink.MaxBuffer), session.Time, cancellationToken);
            }
        }
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private bool Holds(Func<PulsePlayback, bool> condition, string doing)
    {
        using (session.Lock())
        {
            ThrowIfLost(doing);
            return condition(this);
        }
    }

    /// <summary>Throws when the stream cannot go on; call under the lock.</summary>
    private void ThrowIfLost(string doing)
    {
        if (session.Moved)
        {
            throw new AudioSinkException("device-moved", $"The sound server moved our stream away from {device.Name}; it is opened there again.");
        }

        if (pa_context_get_state(session.Context) > ContextReady)
        {
            throw session.Failure(doing);
        }

        if (pa_stream_get_state(stream) > StreamReady)
        {
            throw session.LastErrorNumber() is ErrorKilled or ErrorNoEntity
                ? new AudioSinkException("device-missing", $"The device {device.Name} is gone; bring it back or choose another one (ishowtts devices).")
                : session.Failure(doing);
        }
    }
}
