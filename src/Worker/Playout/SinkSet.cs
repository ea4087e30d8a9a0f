using IShowTts.Integrations.Playback;
using IShowTts.Worker.Api;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Playout;

/// <summary>All sinks of the worker; one of them is required and sets the pace.</summary>
internal sealed class SinkSet : ISinkReports, IAsyncDisposable
{
    private readonly TimeSpan patience;
    private readonly TimeProvider time;
    private readonly ILogger<SinkSet> logger;
    private readonly SinkPump[] others;
    private readonly HashSet<string> leftBehind = new(StringComparer.Ordinal);
    private SinkPump[] playing;
    private int isDisposed;

    public SinkSet(IEnumerable<IAudioSink> sinks, IOptions<PlayoutOptions> options, TimeProvider time, AlarmBoard alarms, ILogger<SinkSet> logger)
    {
        this.time = time;
        this.logger = logger;
        var value = options.Value;
        patience = TimeSpan.FromMilliseconds(value.SinkPatienceMilliseconds);
        Pumps = [.. sinks.Select(sink => new SinkPump(sink, value, time, alarms, logger))];
        Required = Choose(Pumps, value.RequiredSink);
        others = [.. Pumps.Where(pump => pump != Required)];
        playing = others;
    }

    /// <summary>All pumps, in the order of the configuration.</summary>
    public IReadOnlyList<SinkPump> Pumps { get; }

    /// <summary>The one that counts.</summary>
    public SinkPump Required { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SinkReport> Sinks => [.. Pumps.Select(Report)];

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
    /// <param name="kind">Its kind: sinks that do not take it are silent meanwhile.</param>
    public void BeginCue(string utteranceId, UtteranceKind kind)
    {
        leftBehind.Clear();
        playing = [.. others.Where(pump => pump.Takes(Kebab.Of(kind)))];
        Required.BeginCue(utteranceId);
        foreach (var pump in playing)
        {
            pump.BeginCue(utteranceId);
        }
    }

    /// <summary>Writes a block to every sink at the pace of the required one.</summary>
    /// <returns>False when the required sink is lost.</returns>
    public async ValueTask<bool> WriteAsync(ReadOnlyMemory<float> block, CancellationToken cancellationToken)
    {
        foreach (var pump in playing)
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

    /// <summary>Returns when the required sink has played everything, and the others have too or are silent.</summary>
    /// <remarks>Nothing of this cue is left anywhere: whoever is late would say it with the next one, and nobody could delete it any more.</remarks>
    /// <returns>False when the required sink was lost on the way.</returns>
    public async Task<bool> DrainAsync(CancellationToken cancellationToken)
    {
        var late = playing.Where(pump => leftBehind.Contains(pump.Name)).Select(static pump => pump.FadeOutAsync()).ToArray();
        var rest = playing.Where(pump => !leftBehind.Contains(pump.Name)).Select(pump => (Pump: pump, Drain: pump.DrainAsync(cancellationToken))).ToArray();
        var done = await Required.DrainAsync(cancellationToken);
        await Task.WhenAll([.. late.Select(fade => EndsAsync(fade, patience, cancellationToken)), .. rest.Select(other => EndAsync(other.Pump, other.Drain, cancellationToken))]);
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

    /// <summary>Waits for a sink that does not count as long as its audio takes, and the patience; then makes it silent.</summary>
    private async Task EndAsync(SinkPump pump, Task drain, CancellationToken cancellationToken)
    {
        if (!await EndsAsync(drain, patience + pump.Unheard, cancellationToken))
        {
            Log.SinkLeftBehind(logger, pump.Name);
            await EndsAsync(pump.FadeOutAsync(), patience, cancellationToken);
        }
    }

    /// <summary>Waits, not for ever. A fade goes before what is written next, also when it was not waited for.</summary>
    private async Task<bool> EndsAsync(Task work, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await work.WaitAsync(limit, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private SinkReport Report(SinkPump pump)
    {
        var isIdle = !pump.IsOpen && pump.IsIdle;
        var detail = pump.Condition;
        if (pump == Required && !pump.IsOpen && detail.Length > 0)
        {
            detail += isIdle
                ? " It is the required sink, so speech waits until then."
                : " It is the required sink, so all speech waits for it: let Playout:RequiredSink name the one that must always play.";
        }

        return new SinkReport(pump.Name, pump.IsOpen, detail) { IsIdle = isIdle, IsRequired = pump == Required };
    }

    private static SinkPump Choose(IReadOnlyList<SinkPump> pumps, string name)
    {
        var chosen = Find(pumps, name);
        return SpokenKinds.All.All(chosen.Takes)
            ? chosen
            : throw new OptionsValidationException(
                PlayoutOptions.Section,
                typeof(PlayoutOptions),
                [$"Playout:RequiredSink: {chosen.Name} takes only some kinds of utterance, and the required sink must take all, as the others would never count as heard. Empty its Kinds, or name another sink in Playout:RequiredSink{(name.Length == 0 ? " (while that is empty, the first of Outputs:Sinks is meant)" : "")}."]);
    }

    private static SinkPump Find(IReadOnlyList<SinkPump> pumps, string name)
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
