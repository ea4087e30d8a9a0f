using IShowTts.Integrations.AudioDevice.Pulse;
using IShowTts.Integrations.Playback;
using IShowTts.Tts.Audio;

namespace IShowTts.Integrations.AudioDevice;

/// <summary>Hears what a sink plays, as OBS does: records the sink's monitor, 48 kHz stereo.</summary>
/// <remarks>Reads in small pieces (10 ms), which also makes the sink itself work in small pieces. Not thread safe; one reader.</remarks>
internal sealed partial class MonitorRecorder : IAsyncDisposable
{
    private static readonly AudioFormat Format = AudioFormat.Stereo48;
    private readonly PulseSession session;
    private readonly string source;
    private readonly uint fragmentBytes;
    private nint stream;

    private MonitorRecorder(PulseSession session, string source, TimeSpan fragment)
    {
        this.session = session;
        this.source = source;
        fragmentBytes = (uint)(Format.SamplesIn(fragment) * sizeof(float));
    }

    /// <summary>Starts to record.</summary>
    /// <param name="connector">Connects.</param>
    /// <param name="source">The monitor's name, for example <c>ishowtts.monitor</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="fragment">How much audio the server sends at once; 10 ms by default.</param>
    /// <exception cref="AudioSinkException">No server, no such monitor.</exception>
    public static async ValueTask<MonitorRecorder> OpenAsync(
        PulseConnector connector, string source, CancellationToken cancellationToken, TimeSpan? fragment = null)
    {
        var recorder = new MonitorRecorder(await connector.ConnectAsync(cancellationToken), source, fragment ?? TimeSpan.FromMilliseconds(10));
        try
        {
            recorder.Connect();
            await recorder.session.WaitForAsync(_ => recorder.IsReady(), $"opening {source}", cancellationToken);
            return recorder;
        }
        catch
        {
            await recorder.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for the next samples.</summary>
    /// <param name="limit">The longest wait.</param>
    /// <param name="samples">Where to add them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when none came in time.</returns>
    public async ValueTask<bool> ReadAsync(TimeSpan limit, List<float> samples, CancellationToken cancellationToken)
    {
        var before = samples.Count;
        var started = session.Time.GetTimestamp();
        while (true)
        {
            Read(samples);
            var left = limit - session.Time.GetElapsedTime(started);
            if (samples.Count > before || left <= TimeSpan.Zero)
            {
                return samples.Count > before;
            }

            await session.Signal.WaitAsync(left, cancellationToken);
        }
    }

    /// <summary>Records for a while.</summary>
    /// <param name="length">How much audio.</param>
    /// <param name="cancellationToken">Ends the recording.</param>
    /// <returns>Interleaved stereo; less than asked for when the monitor falls silent altogether (a suspended sink gives nothing).</returns>
    public async ValueTask<float[]> RecordAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var samples = new List<float>();
        var wanted = Format.SamplesIn(length);
        while (samples.Count < wanted && await ReadAsync(PulseSession.NoProgressLimit, samples, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return [.. samples.Take(wanted)];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Disconnect();
        await session.DisposeAsync();
    }
}
