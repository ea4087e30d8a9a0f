using System.Text.Json;
using IShowTts.Worker.Control;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;

namespace IShowTts.Worker.Api;

/// <summary>Tells the event streams how the speaker and the worker are: when somebody starts to listen, and when it changed. Made once for all listeners, not at all without.</summary>
/// <remarks>What has a signal is told by it, at most each 100 ms; sources and sinks have none and are looked at twice a second.</remarks>
internal sealed class EventStreamState : BackgroundService
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LeastInterval = TimeSpan.FromMilliseconds(100);

    private readonly ISpeechControl control;
    private readonly HealthReport report;
    private readonly TimeProvider time;
    private readonly ILogger<EventStreamState> logger;
    private readonly WorkSignal signal;
    private bool isTold;

    /// <summary>Makes one that follows everything that has a signal; parts that a host lacks are left out.</summary>
    public EventStreamState(
        ISpeechControl control,
        HealthReport report,
        EventStreamTail tail,
        IEnumerable<SpeechGate> gates,
        IEnumerable<NowPlaying> players,
        IEnumerable<IAlarms> alarms,
        TimeProvider time,
        ILogger<EventStreamState> logger)
    {
        this.control = control;
        this.report = report;
        this.time = time;
        this.logger = logger;
        signal = new WorkSignal(time);
        Status.Joined += signal.Set;
        Health.Joined += signal.Set;
        tail.Moved += signal.Set;
        foreach (var gate in gates)
        {
            gate.Changed += _ => signal.Set();
        }

        foreach (var player in players)
        {
            player.Changed += signal.Set;
        }

        foreach (var board in alarms)
        {
            board.Changed += signal.Set;
        }
    }

    /// <summary>How the speaker is: <see cref="StatusBody"/>.</summary>
    public EventStreamTopic Status { get; } = new("status");

    /// <summary>How the worker is: <see cref="HealthBody"/>.</summary>
    public EventStreamTopic Health { get; } = new("health");

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
                await signal.WaitAsync(stoppingToken);
                // Before looking: what changes meanwhile sets it again.
                signal.Reset(Health.HasListeners || Status.HasListeners ? time.GetUtcNow() + LookInterval : null);
                await TryTellAsync(stoppingToken);
                await Task.Delay(LeastInterval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The worker stops.
        }
    }

    private async Task TryTellAsync(CancellationToken stopping)
    {
        try
        {
            await TellAsync(stopping);
            isTold = false;
        }
        catch (QueueStoreException e)
        {
            // The next look tries again; the streams keep what they know. Once for each trouble is enough.
            if (!isTold)
            {
                Log.StateUnknown(logger, e);
                isTold = true;
            }
        }
    }

    private async Task TellAsync(CancellationToken stopping)
    {
        if (Status.HasListeners)
        {
            var status = StatusBody.From(await control.GetStatusAsync(stopping));
            // How much was heard moves all the time and is told by the level.
            Status.Offer(Write(status with { HeardMs = 0 }), Write(status));
        }

        if (Health.HasListeners)
        {
            var health = JsonSerializer.Serialize(await report.CreateAsync(stopping), ApiJsonContext.Default.HealthBody);
            Health.Offer(health, health);
        }
    }

    private static string Write(StatusBody status) => JsonSerializer.Serialize(status, ApiJsonContext.Default.StatusBody);
}
