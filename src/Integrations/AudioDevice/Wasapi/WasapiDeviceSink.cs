#if WINDOWS_AUDIO
using System.Runtime.InteropServices;
using IShowTts.Integrations.Playback;
using IShowTts.Tts.Audio;
using NAudio.CoreAudioApi;
using NAudio.Wave;

namespace IShowTts.Integrations.AudioDevice.Wasapi;

/// <summary>Plays on a Windows device through WASAPI, shared mode. Compiled on Windows only; written with care, not yet run there.</summary>
/// <param name="deviceName">Name or id of the device; <c>default</c> is Windows' default device.</param>
/// <param name="time">The clock of limits.</param>
internal sealed class WasapiDeviceSink(string deviceName, TimeProvider time) : IAudioSink
{
    private const int DeviceLatencyMilliseconds = 50;
    private static readonly TimeSpan NoProgressLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FadeTime = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan DeviceLatency = TimeSpan.FromMilliseconds(DeviceLatencyMilliseconds);
    private static readonly TimeSpan BufferLength = TimeSpan.FromMilliseconds(400);

    private readonly WakeSignal signal = new(time);
    private PullBuffer? buffer;
    private WasapiOut? output;
    private MMDevice? device;
    private Exception? stopped;
    private bool isSilent = true;
    private bool disposed;

    /// <inheritdoc/>
    public string Name { get; } = $"device:{deviceName}";

    /// <inheritdoc/>
    public AudioFormat Format => AudioFormat.Stereo48;

    /// <inheritdoc/>
    public TimeSpan Delay => isSilent || Volatile.Read(ref buffer) is not { } current ? TimeSpan.Zero : current.Buffered + DeviceLatency;

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (output is not null)
        {
            return ValueTask.CompletedTask;
        }

        try
        {
            device = WasapiDevices.Find(deviceName);
            var fresh = new PullBuffer(Format, BufferLength);
            output = new WasapiOut(device, AudioClientShareMode.Shared, useEventSync: true, DeviceLatencyMilliseconds);
            stopped = null;
            output.PlaybackStopped += OnStopped;
            output.Init(new PullWaveProvider(fresh, signal));
            output.Play();
            Volatile.Write(ref buffer, fresh);
            return ValueTask.CompletedTask;
        }
        catch (COMException failed)
        {
            Close();
            throw new AudioSinkException(
                "device-refused", $"The device {deviceName} cannot be opened: {failed.Message}. Close programs that use it alone, or choose another one.", failed);
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
    {
        if (samples.Length % Format.Channels != 0)
        {
            throw new ArgumentException($"{samples.Length} samples are not whole sample frames of {Format.Channels} channels.", nameof(samples));
        }

        var current = RequireOpen(cancellationToken);
        while (samples.Length > 0)
        {
            var taken = current.Write(samples.Span);
            isSilent &= taken == 0;
            samples = samples[taken..];
            if (samples.Length > 0)
            {
                await WaitForDeviceAsync(cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        var current = RequireOpen(cancellationToken);
        while (current.Buffered > TimeSpan.Zero)
        {
            await WaitForDeviceAsync(cancellationToken);
        }

        if (!isSilent)
        {
            await Task.Delay(DeviceLatency, time, cancellationToken);
            isSilent = true;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<TimeSpan> FadeOutAsync(CancellationToken cancellationToken)
    {
        var dropped = RequireOpen(cancellationToken).FadeOut(FadeTime);
        await DrainAsync(cancellationToken);
        return dropped;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (!disposed)
        {
            disposed = true;
            Close();
            signal.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private PullBuffer RequireOpen(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfStopped();
        return buffer ?? throw new AudioSinkException("not-open", $"The sink {Name} is not open; open it again.");
    }

    /// <summary>Waits until the device came for audio.</summary>
    private async ValueTask WaitForDeviceAsync(CancellationToken cancellationToken)
    {
        var came = await signal.WaitAsync(NoProgressLimit, cancellationToken);
        ThrowIfStopped();
        if (!came)
        {
            Close();
            throw new AudioSinkException(
                "stalled", $"The device {deviceName} took no audio for {NoProgressLimit.TotalSeconds:0} s; plug it in again or choose another one (ishowtts devices).");
        }
    }

    private void ThrowIfStopped()
    {
        if (Volatile.Read(ref stopped) is { } cause)
        {
            Close();
            throw new AudioSinkException("device-missing", $"The device {deviceName} is gone: {cause.Message}. Bring it back or choose another one (ishowtts devices).", cause);
        }
    }

    private void OnStopped(object? sender, StoppedEventArgs stop)
    {
        Volatile.Write(ref stopped, stop.Exception ?? new InvalidOperationException("it stopped playing"));
        signal.Set();
    }

    private void Close()
    {
        Volatile.Write(ref buffer, null);
        isSilent = true;
        if (output is not null)
        {
            output.PlaybackStopped -= OnStopped;
            output.Dispose();
            output = null;
        }

        device?.Dispose();
        device = null;
        Volatile.Write(ref stopped, null);
    }
}
#endif
