using System.Runtime.InteropServices;
using IShowTts.Integrations.AudioDevice.Pulse;
using IShowTts.Integrations.Playback;
using static IShowTts.Integrations.AudioDevice.Pulse.PulseNative;

namespace IShowTts.Integrations.AudioDevice;

/// <content>The native half; every method but <see cref="IsReady"/> takes the lock itself.</content>
internal sealed unsafe partial class MonitorRecorder
{
    private void Connect()
    {
        var spec = new PulseSampleSpec { Format = Float32LittleEndian, Rate = (uint)Format.SampleRate, Channels = (byte)Format.Channels };
        var attributes = new PulseBufferAttributes
        {
            MaxLength = Unset,
            TargetLength = Unset,
            PreBuffer = Unset,
            MinRequest = Unset,
            FragmentSize = fragmentBytes,
        };
        using (session.Lock())
        {
            stream = pa_stream_new(session.Context, "Listen", &spec, 0);
            if (stream == 0)
            {
                throw session.Failure($"opening {source}");
            }

            pa_stream_set_state_callback(stream, PulseSession.OnChanged, session.UserData);
            pa_stream_set_read_callback(stream, PulseSession.OnSpace, session.UserData);
            if (pa_stream_connect_record(stream, source, &attributes, FlagAdjustLatency | FlagDontMove) < 0)
            {
                throw session.Failure($"opening {source}");
            }
        }
    }

    private bool IsReady()
    {
        var state = pa_stream_get_state(stream);
        return state <= StreamReady
            ? state == StreamReady
            : throw new AudioSinkException("device-missing", $"The monitor {source} cannot be recorded: {Describe(session.LastErrorNumber())}.");
    }

    /// <summary>Takes all that is there; a hole in the recording counts as zeros.</summary>
    private void Read(List<float> samples)
    {
        using (session.Lock())
        {
            while (IsReady())
            {
                void* data;
                nuint bytes;
                if (pa_stream_peek(stream, &data, &bytes) < 0)
                {
                    throw session.Failure($"reading {source}");
                }

                if (bytes == 0)
                {
                    return;
                }

                var count = (int)bytes / sizeof(float);
                if (data == null)
                {
                    CollectionsMarshal.SetCount(samples, samples.Count + count);
                    CollectionsMarshal.AsSpan(samples)[^count..].Clear();
                }
                else
                {
                    samples.AddRange(new ReadOnlySpan<float>(data, count));
                }

                _ = pa_stream_drop(stream);
            }
        }
    }

    private void Disconnect()
    {
        using (session.Lock())
        {
            if (stream != 0)
            {
                pa_stream_set_state_callback(stream, null, 0);
                pa_stream_set_read_callback(stream, null, 0);
                _ = pa_stream_disconnect(stream);
                pa_stream_unref(stream);
                stream = 0;
            }
        }
    }
}
