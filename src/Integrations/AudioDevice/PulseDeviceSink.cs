using IShowTts.Integrations.AudioDevice.Pulse;
using IShowTts.Integrations.Playback;
using IShowTts.Tts.Audio;
using Microsoft.Extensions.Logging;

namespace IShowTts.Integrations.AudioDevice;

/// <summary>Plays on a sink of PulseAudio or PipeWire (through pipewire-pulse); makes the virtual device <c>ishowtts</c> when it is absent.</summary>
/// <remarks>After any failure everything is thrown away and <see cref="OpenAsync"/> starts anew, so there is one way to recover from whatever happened.</remarks>
internal sealed class PulseDeviceSink : IAudioSink
{
    private readonly string deviceName;
    private readonly AudioDeviceOptions options;
    private readonly PulseConnector connector;
    private readonly ILogger logger;
    private PulseSession? session;
    private PulsePlayback? playback;
    private uint? loadedModule;
    private bool disposed;

    /// <summary>Makes one that is not open.</summary>
    /// <param name="deviceName">Name of the sink.</param>
    /// <param name="options">How the server is reached.</param>
    /// <param name="connector">Connects.</param>
    /// <param name="logger">For what the streamer should know.</param>
    public PulseDeviceSink(string deviceName, AudioDeviceOptions options, PulseConnector connector, ILogger logger)
    {
        this.deviceName = deviceName;
        this.options = options;
        this.connector = connector;
        this.logger = logger;
        Name = $"device:{deviceName}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public AudioFormat Format => AudioFormat.Stereo48;

    /// <inheritdoc/>
    public TimeSpan Delay => Volatile.Read(ref playback)?.Delay ?? TimeSpan.Zero;

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (playback is not null)
        {
            return;
        }

        try
        {
            session = await connector.ConnectAsync(cancellationToken);
            var device = await PulseDevices.EnsureAsync(session, deviceName, cancellationToken);
            if (device.IsOurs)
            {
                await TrackModuleAsync(device, cancellationToken);
            }

            Volatile.Write(ref playback, await PulsePlayback.OpenAsync(session, device, cancellationToken));
            Log.DeviceOpened(logger, Name);
        }
        catch
        {
            await CloseAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
    {
        if (samples.Length % Format.Channels != 0)
        {
            throw new ArgumentException($"{samples.Length} samples are not whole sample frames of {Format.Channels} channels.", nameof(samples));
        }

        return GuardAsync(RequireOpen(cancellationToken).WriteAsync(samples, cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask DrainAsync(CancellationToken cancellationToken) => GuardAsync(RequireOpen(cancellationToken).DrainAsync(cancellationToken));

    /// <inheritdoc/>
    public async ValueTask<TimeSpan> FadeOutAsync(CancellationToken cancellationToken)
    {
        var current = RequireOpen(cancellationToken);
        try
        {
            return await current.FadeOutAsync(cancellationToken);
        }
        catch (AudioSinkException)
        {
            await CloseAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        if (loadedModule is { } index && !options.KeepDevice)
        {
            await UnloadAsync(index);
        }

        await CloseAsync();
    }

    /// <summary>Passes a result on; a failure closes everything first. Costs nothing when the call ended at once.</summary>
    private ValueTask GuardAsync(ValueTask call) => call.IsCompletedSuccessfully ? call : AwaitGuardedAsync(call);

    private async ValueTask AwaitGuardedAsync(ValueTask call)
    {
        try
        {
            await call;
        }
        catch (AudioSinkException)
        {
            await CloseAsync();
            throw;
        }
    }

    private PulsePlayback RequireOpen(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        return playback ?? throw new AudioSinkException("not-open", $"The sink {Name} is not open; open it again.");
    }

    /// <summary>Remembers which module to unload at exit: only the one we loaded, and only while the device still is that one.</summary>
    private async ValueTask TrackModuleAsync(PulseDevice device, CancellationToken cancellationToken)
    {
        if (device.LoadedModule is { } loaded)
        {
            loadedModule = loaded;
            Log.DeviceMade(logger, device.Name, loaded);
        }
        else if (loadedModule is { } mine)
        {
            var sinks = await session!.ListSinksAsync(cancellationToken);
            loadedModule = sinks.Any(sink => sink.Name == device.Name && sink.OwnerModule == mine) ? mine : null;
        }
    }

    private async ValueTask UnloadAsync(uint index)
    {
        var connection = session;
        try
        {
            if (playback is not null)
            {
                await playback.DisposeAsync();
            }

            if (connection is null)
            {
                return;
            }

            await connection.UnloadModuleAsync(index, CancellationToken.None);
        }
        catch (AudioSinkException gone)
        {
            Log.DeviceNotRemoved(logger, deviceName, gone.Message);
        }
    }

    private async ValueTask CloseAsync()
    {
        var closing = Interlocked.Exchange(ref playback, null);
        if (closing is not null)
        {
            await closing.DisposeAsync();
        }

        var disconnecting = Interlocked.Exchange(ref session, null);
        if (disconnecting is not null)
        {
            await disconnecting.DisposeAsync();
        }
    }
}
