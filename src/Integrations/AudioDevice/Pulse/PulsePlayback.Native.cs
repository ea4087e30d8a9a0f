using static IShowTts.Integrations.AudioDevice.Pulse.PulseNative;

namespace IShowTts.Integrations.AudioDevice.Pulse;

/// <content>The native half. Every method takes the main loop's lock itself, except the Start… ones, which are called under it.</content>
internal sealed unsafe partial class PulsePlayback
{
    private void Connect()
    {
        var spec = new PulseSampleSpec { Format = Float32LittleEndian, Rate = (uint)Format.SampleRate, Channels = (byte)Format.Channels };
        var target = (uint)(Format.SamplesIn(TargetLength) * sizeof(float));
        var (piece, latencyFlag) = Pieces(target);
        var attributes = new PulseBufferAttributes
        {
            MaxLength = Unset,
            TargetLength = target,
            PreBuffer = (uint)(Format.SamplesIn(PreBuffer) * sizeof(float)),
            MinRequest = piece,
            FragmentSize = Unset,
        };
        using (session.Lock())
        {
            stream = pa_stream_new(session.Context, "Speech", &spec, 0);
            if (stream == 0)
            {
                throw session.Failure("opening the stream");
            }

            pa_stream_set_state_callback(stream, PulseSession.OnChanged, session.UserData);
            pa_stream_set_suspended_callback(stream, PulseSession.OnChanged, session.UserData);
            pa_stream_set_write_callback(stream, PulseSession.OnSpace, session.UserData);
            pa_stream_set_underflow_callback(stream, PulseSession.OnUnderflow, session.UserData);
            pa_stream_set_moved_callback(stream, PulseSession.OnMoved, session.UserData);
            var flags = FlagInterpolateTiming | FlagAutoTimingUpdate | FlagDontMove | latencyFlag;
            if (pa_stream_connect_playback(stream, device.Name, &attributes, flags, 0, 0) < 0)
            {
                throw session.Failure("opening the stream");
            }
        }
    }

    /// <summary>How much the server asks for at once, and whether its device is to work in pieces of that size too.</summary>
    private (uint Bytes, int Flag) Pieces(uint target)
        => isPipeWire ? (PipeWirePiece * BytesPerFrame, FlagEarlyRequests)
            : device.IsOurs ? ((uint)(Format.SamplesIn(OwnPiece) * sizeof(float)), FlagEarlyRequests)
            : (target / 4 / BytesPerFrame * BytesPerFrame, FlagAdjustLatency);

    private void Disconnect()
    {
        using (session.Lock())
        {
            if (stream != 0)
            {
                pa_stream_set_state_callback(stream, null, 0);
                pa_stream_set_suspended_callback(stream, null, 0);
                pa_stream_set_write_callback(stream, null, 0);
                pa_stream_set_underflow_callback(stream, null, 0);
                pa_stream_set_moved_callback(stream, null, 0);
                _ = pa_stream_disconnect(stream);
                pa_stream_unref(stream);
                stream = 0;
            }
        }
    }

    /// <summary>Writes what fits now.</summary>
    /// <returns>Samples taken; 0 when the buffer is full (a few milliseconds of room count as full).</returns>
    private int Push(ReadOnlySpan<float> samples)
    {
        lock (delayGate)
        {
            using var held = session.Lock();
            ThrowIfLost("playing");
            var room = (int)(pa_stream_writable_size(stream) / BytesPerFrame) * Format.Channels;
            if (room < Math.Min(samples.Length, LeastWrite))
            {
                return 0;
            }

            var count = Math.Min(room, samples.Length);
            Write(samples[..count], 0);
            writtenFrames += count / Format.Channels;
            ring.Add(samples[..count]);
            paddedFrames = 0;
            return count;
        }
    }

    private void Write(ReadOnlySpan<float> samples, long offsetBytes)
    {
        fixed (float* data = samples)
        {
            if (pa_stream_write(stream, data, (nuint)samples.Length * sizeof(float), 0, offsetBytes, SeekRelative) < 0)
            {
                throw session.Failure("taking audio");
            }
        }
    }

    /// <summary>Writes zeros that nobody waits for: PipeWire reads only whole pieces, so the end of the audio needs something behind it.</summary>
    private void Pad()
    {
        var zeros = new float[2 * PipeWirePiece * Format.Channels];
        lock (delayGate)
        {
            using var held = session.Lock();
            Write(zeros, 0);
            ring.Add(zeros);
            paddedFrames += zeros.Length / Format.Channels;
        }
    }

    /// <summary>Whether the server ran out of audio since this run began; what it says of the time before is old.</summary>
    private bool RanDry()
    {
        if (!session.TakeUnderflow())
        {
            return false;
        }

        using (session.Lock())
        {
            return pa_stream_get_underflow_index(stream) is var index && (index < 0 || index > runStartIndex);
        }
    }

    private nint StartDrain() => pa_stream_drain(stream, PulseSession.OnSuccess, session.UserData);

    private nint StartFlush() => pa_stream_flush(stream, PulseSession.OnSuccess, session.UserData);

    private nint StartTiming() => pa_stream_update_timing_info(stream, PulseSession.OnSuccess, session.UserData);

    /// <summary>The server's positions as last told; false when it told none.</summary>
    private bool TryGetTiming(out PulseTimingInfo timing)
    {
        using (session.Lock())
        {
            var told = pa_stream_get_timing_info(stream);
            timing = told == null ? default : *told;
            return told != null && timing.WriteIndexCorrupt == 0 && timing.ReadIndexCorrupt == 0;
        }
    }

    /// <summary>Frames heard by now, from libpulse's interpolated clock; never falls.</summary>
    private long HeardFrames()
    {
        if (starved)
        {
            return heardFrames;
        }

        using (session.Lock())
        {
            ulong latency;
            int negative;
            if (pa_stream_get_latency(stream, &latency, &negative) >= 0)
            {
                var behind = negative != 0 ? 0 : Math.Max(0, (long)(latency * (ulong)Format.SampleRate / 1_000_000) - paddedFrames);
                heardFrames = Math.Clamp(writtenFrames - behind, Math.Max(heardFrames, runStart), writtenFrames);
            }
        }

        return heardFrames;
    }

    private bool IsSuspended()
    {
        using (session.Lock())
        {
            return stream != 0 && pa_stream_get_state(stream) == StreamReady && pa_stream_is_suspended(stream) == 1;
        }
    }
}
