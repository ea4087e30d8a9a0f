using System.Text.Json;
using IShowTts.Tts.Audio;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Api;

/// <summary>Tells the event streams how loud it is: ten times a second while something plays and anyone listens; measured once for all of them.</summary>
internal sealed class EventStreamLevel : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly NowPlaying? player;
    private readonly TimeProvider time;
    private readonly WorkSignal signal;

    /// <summary>Makes one.</summary>
    /// <param name="players">The player; a host without one is silent.</param>
    /// <param name="time">Clock.</param>
    public EventStreamLevel(IEnumerable<NowPlaying> players, TimeProvider time)
    {
        this.time = time;
        player = players.FirstOrDefault();
        signal = new WorkSignal(time);
        Level.Joined += signal.Set;
        player?.Changed += signal.Set;
    }

    /// <summary>How loud it is: <see cref="LevelBody"/>.</summary>
    public EventStreamTopic Level { get; } = new("level");

    /// <inheritdoc/>
    public override void Dispose()
    {
        signal.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                // Before looking: what changes meanwhile sets it again.
                signal.Reset(null);
                if (Level.HasListeners && player is { IsPaused: false, Cue: { } cue })
                {
                    Tell(cue, player.Heard);
                    await Task.Delay(Interval, time, stoppingToken);
                }
                else
                {
                    await signal.WaitAsync(stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The worker stops.
        }
    }

    private void Tell(Cue cue, TimeSpan heard)
    {
        var end = AudioFormat.Mono48.SamplesIn(heard);
        var window = AudioFormat.Mono48.SamplesIn(Interval);
        var (peak, rms) = cue.Measure(end - window, window);
        var body = new LevelBody(
            cue.Utterance.Id,
            Math.Round(heard.TotalMilliseconds, 1),
            cue.IsComplete ? Math.Round(cue.Duration.TotalMilliseconds, 1) : null,
            Math.Round(peak, 4),
            Math.Round(rms, 4));
        Level.Offer(null, JsonSerializer.Serialize(body, ApiJsonContext.Default.LevelBody));
    }
}
