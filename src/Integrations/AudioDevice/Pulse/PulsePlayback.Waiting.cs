using IShowTts.Integrations.Playback;
using static IShowTts.Integrations.AudioDevice.Pulse.PulseNative;

namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <content>Waiting for the server, and finding out that it is in vain.</content>
internal sealed partial class PulsePlayback
{
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(1.6);

    private async ValueTask OperateAsync(Func<PulsePlayback, nint> start, string doing, CancellationToken cancellationToken)
    {
        if (!await TryOperateAsync(start, doing, PulseSession.NoProgressLimit, cancellationToken))
        {
            throw Stalled(doing, PulseSession.NoProgressLimit);
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
    /// <param name="index">Position in bytes, or null for all that was written.</param>
    /// <param name="doing">What is being done, for messages.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    private async ValueTask WaitUntilReadAsync(long? index, string doing, CancellationToken cancellationToken)
    {
        var started = session.Time.GetTimestamp();
        while (true)
        {
            await OperateAsync(static p => p.StartTiming(), doing, cancellationToken);
            if (!TryGetTiming(out var timing))
            {
                return;
            }

            var missing = (index ?? timing.WriteIndex) - timing.ReadIndex;
            if (missing <= 0)
            {
                return;
            }

            if (session.Time.GetElapsedTime(started) > ReadLimit)
            {
                throw Stalled(doing, PulseSession.NoProgressLimit);
            }

            await Task.Delay(Format.DurationOf(missing / sizeof(float)) + TimeSpan.FromMilliseconds(1), session.Time, cancellationToken);
        }
    }

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
