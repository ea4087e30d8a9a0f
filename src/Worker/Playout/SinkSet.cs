using IShowTts.Integrations.Playback;
using IShowTts.Worker.Api;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Playout;

/// <summary>All sinks of the worker; one of them counts and sets the pace: the required one or its stand-in (ADR 0091).</summary>
internal sealed class SinkSet : ISinkReports, IAsyncDisposable
{
    private readonly TimeSpan patience;
    private readonly TimeProvider time;
    private readonly ILogger<SinkSet> logger;
    private readonly CountingSink counting;
    private readonly CueCoverage coverage = new();
    private readonly HashSet<string> leftBehind = new(StringComparer.Ordinal);
    private SinkPump[] playing = [];
    private string playingId = "";
    private int isDisposed;

    public SinkSet(IEnumerable<IAudioSink> sinks, IOptions<PlayoutOptions> options, TimeProvider time, AlarmBoard alarms, ILogger<SinkSet> logger)
    {
        this.time = time;
        this.logger = logger;
        var value = options.Value;
        patience = TimeSpan.FromMilliseconds(value.SinkPatienceMilliseconds);
        Pumps = [.. sinks.Select(sink => new SinkPump(sink, value, time, alarms, logger))];
        counting = CountingSink.Find(Pumps, value, time, logger);
    }

    /// <summary>All pumps, in the order of the configuration.</summary>
    public IReadOnlyList<SinkPump> Pumps { get; }

    /// <summary>The one that counts when it is open.</summary>
    public SinkPump Required => counting.Required;

    /// <summary>The one that counts for the utterance that was last chosen for.</summary>
    public SinkPump Counting => counting.Chosen;

    /// <summary>Whether the required sink or its stand-in was ever open.</summary>
    public bool HasOpened => counting.HasOpened;

    /// <summary>For how long the required sink must be gone before its stand-in counts; zero without one.</summary>
    public TimeSpan StandInAfter => counting.StandIn is null ? TimeSpan.Zero : counting.StandInAfter;

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

    /// <summary>Waits until an utterance can be heard, and chooses the sink that counts for it.</summary>
    /// <param name="goesOn">It goes on in the middle: the sink that counts for it stays so as long as it is open.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task ChooseAsync(bool goesOn, CancellationToken cancellationToken) => counting.ChooseAsync(goesOn, cancellationToken);

    /// <summary>Waits until an utterance could be heard; chooses nothing.</summary>
    public Task WaitReadyAsync(CancellationToken cancellationToken) => counting.WaitAsync(cancellationToken);

    /// <summary>Up to where the sink that counts has played an utterance, as far as it missed nothing of it; meanwhile another may have counted.</summary>
    /// <param name="utteranceId">Which.</param>
    public TimeSpan PlayedUntil(string utteranceId) => utteranceId == playingId ? coverage.Of(Counting) : TimeSpan.Zero;

    /// <summary>Starts to count heard audio at zero.</summary>
    /// <param name="utteranceId">Whose audio comes.</param>
    /// <param name="kind">Its kind: sinks that do not take it are silent meanwhile.</param>
    /// <param name="start">Where in the utterance it begins.</param>
    public void BeginCue(string utteranceId, UtteranceKind kind, TimeSpan start = default)
    {
        if (utteranceId != playingId)
        {
            coverage.Clear();
            playingId = utteranceId;
        }

        leftBehind.Clear();
        playing = [.. Pumps.Where(pump => pump != Counting && pump.Takes(Kebab.Of(kind)))];
        foreach (var pump in playing.Prepend(Counting))
        {
            pump.BeginCue(utteranceId);
        }

        coverage.Begin(start, playing.Prepend(Counting));
    }

    /// <summary>The utterance is over: the next one is chosen for anew.</summary>
    public void EndCue() => counting.Forget();

    /// <summary>Writes a block to every sink at the pace of the one that counts.</summary>
    /// <returns>False when the sink that counts is lost, or was since the cue began.</returns>
    public async ValueTask<bool> WriteAsync(ReadOnlyMemory<float> block, CancellationToken cancellationToken)
    {
        foreach (var pump in playing)
        {
            if (!pump.IsOpen)
            {
                coverage.Miss(pump);
                continue;
            }

            var limit = leftBehind.Contains(pump.Name) ? TimeSpan.Zero : patience;
            if (!await pump.WriteAsync(block, limit, cancellationToken))
            {
                coverage.Miss(pump);
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

        // It may have been lost and opened again meanwhile: what it held was not heard.
        return !Counting.WasLost && await Counting.WriteAsync(block, null, cancellationToken);
    }

    /// <summary>Returns when the sink that counts has played everything, and the others have too or are silent.</summary>
    /// <remarks>Nothing of this cue is left anywhere: whoever is late would say it with the next one, and nobody could delete it any more.</remarks>
    /// <returns>False when the sink that counts was lost since the cue began.</returns>
    public async Task<bool> DrainAsync(CancellationToken cancellationToken)
    {
        var late = playing.Where(pump => leftBehind.Contains(pump.Name)).Select(static pump => pump.FadeOutAsync()).ToArray();
        var rest = playing.Where(pump => !leftBehind.Contains(pump.Name)).Select(pump => (Pump: pump, Drain: pump.DrainAsync(cancellationToken))).ToArray();
        var done = !Counting.WasLost && await Counting.DrainAsync(cancellationToken);
        await Task.WhenAll([.. late.Select(fade => EndsAsync(fade, patience, cancellationToken)), .. rest.Select(other => EndAsync(other.Pump, other.Drain, cancellationToken))]);
        coverage.Note();
        return done;
    }

    /// <summary>Fades out every sink at once.</summary>
    /// <returns>Audio of this cue heard on the sink that counts; null when it was lost since the cue began.</returns>
    public async Task<TimeSpan?> FadeOutAsync()
    {
        var all = Pumps.ToDictionary(pump => pump, pump => pump.FadeOutAsync());
        await Task.WhenAll(all.Values);
        coverage.Note();
        return Counting.WasLost ? null : await all[Counting];
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
        var detail = string.Join(' ', new[] { pump.Condition, counting.Explain(pump) }.Where(static sentence => sentence.Length > 0));
        return new SinkReport(pump.Name, pump.IsOpen, detail) { IsIdle = isIdle, IsRequired = pump == Required, Counts = pump == counting.Now };
    }
}
