using IShowTts.Integrations.Playback;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Playout;

/// <summary>All sinks of the worker; one of them is required and sets the pace.</summary>
internal sealed class SinkSet : ISinkReports, IAsyncDisposable
{
    private readonly TimeSpan patience;
    private readonly ILogger<SinkSet> logger;
    private readonly SinkPump[] others;
    private readonly HashSet<string> leftBehind = new(StringComparer.Ordinal);
    private int isDisposed;

    public SinkSet(IEnumerable<IAudioSink> sinks, IOptions<PlayoutOptions> options, TimeProvider time, AlarmBoard alarms, ILogger<SinkSet> logger)
    {
        this.logger = logger;
        var value = options.Value;
        patience = TimeSpan.FromMilliseconds(value.SinkPatienceMilliseconds);
        Pumps = [.. sinks.Select(sink => new SinkPump(sink, value, time, alarms, logger))];
        Required = Choose(Pumps, value.RequiredSink);
        others = [.. Pumps.Where(pump => pump != Required)];
    }

    /// <summary>All pumps, in the order of the configuration.</summary>
    public IReadOnlyList<SinkPump> Pumps { get; }

    /// <summary>The one that counts.</summary>
    public SinkPump Required { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SinkReport> Sinks => [.. Pumps.Select(pump => new SinkReport(pump.Name, pump.IsOpen, pump.Condition))];

    /// <summary>Starts all pumps.</summary>
    public void Start()
    {
        foreach (var pump in Pumps)
        {
            pump.Start();
        }
    }

    /// <summary>Starts to count heard audio at zero.</summary>
    /// <param name="utteranceId">Whose audio comes.</param>
    public void BeginCue(string utteranceId)
    {
        leftBehind.Clear();
        foreach (var pump in Pumps)
        {
            pump.BeginCue(utteranceId);
        }
    }

    /// <summary>Writes a block to every sink at the pace of the required one.</summary>
    /// <returns>False when the required sink is lost.</returns>
    public async ValueTask<bool> WriteAsync(ReadOnlyMemory<float> block, CancellationToken cancellationToken)
    {
        foreach (var pump in others)
        {
            if (!pump.IsOpen)
            {
                continue;
            }

            var limit = leftBehind.Contains(pump.Name) ? TimeSpan.Zero : patience;
            if (!await pump.WriteAsync(block, limit, cancellationToken))
            {
                if (leftBehind.Add(pump.Name) && pump.IsOpen)
                {
                    Log.SinkLeftBehind(logger, pump.Name);
                }
            }
            else
            {
                leftBehind.Remove(pump.Name);
            }
        }

        return await Required.WriteAsync(block, null, cancellationToken);
    }

    /// <summary>Returns when every open sink has played everything.</summary>
    /// <returns>False when the required sink was lost on the way.</returns>
    public async Task<bool> DrainAsync(CancellationToken cancellationToken)
    {
        var rest = Task.WhenAll(others.Where(pump => !leftBehind.Contains(pump.Name)).Select(pump => pump.DrainAsync(cancellationToken)));
        var done = await Required.DrainAsync(cancellationToken);
        await rest;
        return done;
    }

    /// <summary>Fades out every sink at once.</summary>
    /// <returns>Audio of this cue heard on the required sink; null when it was lost.</returns>
    public async Task<TimeSpan?> FadeOutAsync()
    {
        var all = Pumps.ToDictionary(pump => pump, pump => pump.FadeOutAsync());
        await Task.WhenAll(all.Values);
        return await all[Required];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The container disposes of it once for each of its two names (SinkSet, ISinkReports).
        if (Interlocked.Exchange(ref isDisposed, 1) == 1)
        {
            return;
        }

        foreach (var pump in Pumps)
        {
            await pump.DisposeAsync();
        }
    }

    private static SinkPump Choose(IReadOnlyList<SinkPump> pumps, string name)
    {
        if (pumps.Count == 0)
        {
            throw new InvalidOperationException("Outputs:Sinks is empty: name at least one sink, for example device:ishowtts or null.");
        }

        return name.Length == 0
            ? pumps[0]
            : pumps.FirstOrDefault(pump => string.Equals(pump.Name, name, StringComparison.OrdinalIgnoreCase))
                ?? throw new InvalidOperationException(
                    $"Playout:RequiredSink is \"{name}\", but the sinks are {string.Join(", ", pumps.Select(pump => pump.Name))}: name one of these.");
    }
}
