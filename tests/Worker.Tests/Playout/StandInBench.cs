using IShowTts.Integrations.Playback;
using IShowTts.TestKit;
using IShowTts.TestKit.Playback;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Tests.Playout;

/// <summary>The player with a required sink and a stand-in, by a clock that stands still; the test gives the cues.</summary>
internal sealed class StandInBench : IAsyncDisposable
{
    /// <summary>The longest wait for anything.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>How long the required sink must be gone.</summary>
    public static readonly TimeSpan After = TimeSpan.FromSeconds(5);

    /// <summary>The first wait before a lost sink is opened again: who arms it is closed.</summary>
    public static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);

    private readonly CueChannel channel = new();
    private readonly ActiveCues active = new();
    private readonly PlayoutService service;

    private StandInBench(IReadOnlyList<IAudioSink> sinks, RecordingSink standIn, InterruptedPolicy policy, IUtteranceDoubts? doubts)
    {
        StandIn = standIn;
        Alarms = new AlarmBoard(Clock, NullLogger<AlarmBoard>.Instance);
        var options = Options.Create(new PlayoutOptions
        {
            PauseBetweenMilliseconds = 0, StandInSink = standIn.Name, StandInAfterSeconds = (int)After.TotalSeconds, OnSinkLost = policy,
        });
        Set = new SinkSet(sinks, options, Clock, Alarms, NullLogger<SinkSet>.Instance);
        Queue = new InMemoryUtteranceQueue(time: Clock);
        var player = new CuePlayer(Set, NowPlaying, Queue, options, Clock, doubts);
        service = new PlayoutService(channel, active, player, Set, NowPlaying, Queue, options, Clock, NullLogger<PlayoutService>.Instance);
    }

    public WatchedClock Clock { get; } = new();

    public AlarmBoard Alarms { get; }

    public SinkSet Set { get; }

    public NowPlaying NowPlaying { get; } = new();

    public InMemoryUtteranceQueue Queue { get; }

    public RecordingSink StandIn { get; }

    /// <summary>Starts the player.</summary>
    /// <param name="required">The required sink.</param>
    /// <param name="standIn">The stand-in, not paced.</param>
    /// <param name="policy">Of a lost sink.</param>
    /// <param name="doubts">What must not begin to be heard; null for nothing.</param>
    public static async Task<StandInBench> StartAsync(IAudioSink required, RecordingSink standIn, InterruptedPolicy policy = InterruptedPolicy.Replay, IUtteranceDoubts? doubts = null)
    {
        var bench = new StandInBench([required, standIn], standIn, policy, doubts);
        await bench.service.StartAsync(CancellationToken.None);
        return bench;
    }

    /// <summary>Audio of which each sample tells where it is.</summary>
    /// <param name="milliseconds">How long.</param>
    /// <param name="from">Where it begins.</param>
    public static float[] Audio(int milliseconds, int from = 0) => [.. Enumerable.Range(from * 48, milliseconds * 48).Select(static i => 0.1f + (i * 0.00001f))];

    /// <summary>What a sink heard, as pieces of <see cref="Audio"/>: from and to, milliseconds.</summary>
    /// <remarks>The first 10 ms after a pause rise, so that they make no click: they are no piece.</remarks>
    public static IReadOnlyList<(double From, double To)> Pieces(RecordingSink sink)
    {
        var pieces = new List<(double From, double To)>();
        int? begin = null;
        var last = 0;
        foreach (var position in sink.Heard.Where(static (_, i) => i % 2 == 0).Select(static sample => (int)Math.Round(((sample * Math.Sqrt(2)) - 0.1) / 0.00001)).Append(int.MinValue))
        {
            if (begin is { } from && position != last + 1)
            {
                if (last - from >= 48)
                {
                    pieces.Add((from / 48.0, (last + 1) / 48.0));
                }

                begin = null;
            }

            begin ??= position;
            last = position;
        }

        return pieces;
    }

    /// <summary>Gives the player an utterance.</summary>
    /// <param name="milliseconds">Audio there is of it.</param>
    /// <param name="isWhole">Whether that is all; else more is to be added.</param>
    public async Task<Cue> GiveAsync(int milliseconds, bool isWhole = true)
    {
        await channel.WaitForPlaceAsync(CancellationToken.None).WaitAsync(Limit);
        await Queue.Add(TestUtterance.Paid());
        var cue = new Cue((await Queue.Take())!);
        active.Add(cue);
        cue.Append(Audio(milliseconds));
        if (isWhole)
        {
            cue.Complete();
        }

        await channel.SendAsync(cue, CancellationToken.None);
        return cue;
    }

    /// <summary>Waits until an utterance is over.</summary>
    public async Task<Utterance> EndAsync(Cue cue)
    {
        using var limit = new CancellationTokenSource(Limit);
        await foreach (var transition in Queue.WatchAsync(0, limit.Token))
        {
            if (transition.Utterance.Id == cue.Utterance.Id && transition.Utterance.State >= UtteranceState.Heard)
            {
                return transition.Utterance;
            }
        }

        throw new InvalidOperationException("The watch ended.");
    }

    /// <summary>A person or the platform ends an utterance, as the worker's door for steering does it.</summary>
    public async Task CancelAsync(Cue cue, UtteranceState state, string code)
    {
        await Queue.MoveAsync(cue.Utterance.Id, UtteranceStates.Open, new UtteranceChange(state, new StateReason(code)), CancellationToken.None);
        active.Cancel(cue.Utterance.Id);
    }

    /// <summary>Waits until somebody arms a timer.</summary>
    public async Task AskedAsync(TimeSpan length)
    {
        using var limit = new CancellationTokenSource(Limit);
        await Clock.Asked(length, limit.Token);
    }

    /// <summary>Waits until the player waits for the stand-in's time, and lets it come.</summary>
    public async Task PassAsync()
    {
        await AskedAsync(After);
        Clock.Advance(After);
    }

    /// <summary>Lets time go until a sink that was mended is open.</summary>
    public async Task OpenAsync(SinkPump pump)
    {
        var open = pump.WaitOpenAsync(CancellationToken.None).WaitAsync(Limit);
        while (!open.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await open;
    }

    /// <summary>Waits until a sink has heard so much.</summary>
    public static Task HeardAsync(RecordingSink sink, int milliseconds) =>
        sink.WaitUntilAsync(s => s.HeardDuration >= TimeSpan.FromMilliseconds(milliseconds)).WaitAsync(Limit);

    public async ValueTask DisposeAsync()
    {
        await service.StopAsync(CancellationToken.None);
        service.Dispose();
        await Set.DisposeAsync();
        NowPlaying.Dispose();
        channel.Dispose();
        Queue.Dispose();
    }
}
