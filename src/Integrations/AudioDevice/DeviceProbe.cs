using IShowTts.Integrations.AudioDevice.Pulse;
using IShowTts.Integrations.Playback;
using IShowTts.Tts.Audio;

namespace IShowTts.Integrations.AudioDevice;

/// <summary>Plays a tone on a device and listens on its monitor whether it is there: the sure test that speech can be recorded.</summary>
/// <param name="factory">Makes the sink.</param>
/// <param name="time">The clock.</param>
public sealed class DeviceProbe(AudioSinkFactory factory, TimeProvider time)
{
    private const float Amplitude = 0.1f;
    private const double ToneHertz = 997;
    private const double Audible = 0.01;
    private static readonly TimeSpan ToneTime = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan ListenTime = TimeSpan.FromSeconds(3);

    /// <summary>Plays 0.3 s of a soft tone (−20 dBFS) and listens.</summary>
    /// <param name="deviceName">Name as in <c>device:NAME</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was heard; failures are told in the result, not thrown.</returns>
    public async ValueTask<DeviceProbeResult> PlayToneAndListenAsync(string deviceName, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            return NotHeard("On Windows the tone cannot be listened for; record the virtual cable's output in OBS instead.");
        }

        try
        {
            await using var sink = factory.Create($"device:{deviceName}");
            await sink.OpenAsync(cancellationToken);
            var monitorName = await FindMonitorAsync(deviceName, cancellationToken);
            if (monitorName.Length == 0)
            {
                return NotHeard($"The device {deviceName} has no monitor, so nothing can be heard from it; use device:{PulseDevices.OwnName}.");
            }

            await using var monitor = await MonitorRecorder.OpenAsync(factory.Connector, monitorName, cancellationToken);
            return await ListenAsync(sink, monitor, deviceName, cancellationToken);
        }
        catch (AudioSinkException failed)
        {
            return NotHeard(failed.Message);
        }
    }

    private async ValueTask<string> FindMonitorAsync(string deviceName, CancellationToken cancellationToken)
    {
        await using var session = await factory.Connector.ConnectAsync(cancellationToken);
        return PulseDevices.Match(await session.ListSinksAsync(cancellationToken), deviceName).MonitorName;
    }

    private async ValueTask<DeviceProbeResult> ListenAsync(IAudioSink sink, MonitorRecorder monitor, string deviceName, CancellationToken cancellationToken)
    {
        var samples = new List<float>();
        var started = time.GetTimestamp();
        await sink.WriteAsync(Tone(sink.Format), cancellationToken);
        TimeSpan? latency = null;
        var window = sink.Format.SamplesIn(TimeSpan.FromMilliseconds(20));
        var loudest = 0.0;
        var checkedSamples = 0;
        var onset = 0;
        while (time.GetElapsedTime(started) < ListenTime && await monitor.ReadAsync(ListenTime, samples, cancellationToken))
        {
            for (; checkedSamples + window <= samples.Count; checkedSamples += window)
            {
                var level = RootMeanSquare(samples, checkedSamples, window);
                loudest = Math.Max(loudest, level);
                if (level >= Audible && latency is null)
                {
                    latency = time.GetElapsedTime(started);
                    onset = checkedSamples;
                }
            }

            if (latency is not null && samples.Count - onset >= sink.Format.SamplesIn(ToneTime))
            {
                break;
            }
        }

        return latency is { } heard
            ? new DeviceProbeResult(true, Math.Round(20 * Math.Log10(loudest), 1), Math.Round(heard.TotalMilliseconds, 1), "")
            : NotHeard($"The tone was played but is not on the monitor of {deviceName}; is the device muted or its volume at zero (pactl list sinks)?");
    }

    private static DeviceProbeResult NotHeard(string reason) => new(false, -120, 0, reason);

    private static double RootMeanSquare(List<float> samples, int start, int count)
    {
        var sum = 0.0;
        for (var i = start; i < start + count; i++)
        {
            sum += (double)samples[i] * samples[i];
        }

        return Math.Sqrt(sum / count);
    }

    /// <summary>A tone that swells and fades over 10 ms.</summary>
    private static float[] Tone(AudioFormat format)
    {
        var samples = new float[format.SamplesIn(ToneTime)];
        var frames = samples.Length / format.Channels;
        var edge = format.SampleRate / 100;
        for (var frame = 0; frame < frames; frame++)
        {
            var gain = Math.Min(1.0, Math.Min(frame, frames - 1 - frame) / (double)edge);
            var value = (float)(Amplitude * gain * Math.Sin(2 * Math.PI * ToneHertz * frame / format.SampleRate));
            for (var channel = 0; channel < format.Channels; channel++)
            {
                samples[frame * format.Channels + channel] = value;
            }
        }

        return samples;
    }
}
