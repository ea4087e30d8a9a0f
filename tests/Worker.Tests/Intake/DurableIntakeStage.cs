using IShowTts.Integrations.Events;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Control;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Intake.Twins;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Queue.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace IShowTts.Worker.Tests.Intake;

/// <summary>The real intake and the real control over the real queue file. The word "banana" is blocked. Start it before use.</summary>
internal sealed class DurableIntakeStage : IAuditLog, IChatCommands, IAsyncDisposable
{
    private static readonly Actor Robin = new("robin", "dashboard");

    private readonly SqliteQueueHome _home = new();
    private readonly NowPlaying _nowPlaying = new();
    private readonly ActiveCues _active = new();

    /// <summary>Makes events, and utterances of them.</summary>
    public ComposerBench Bench { get; } = new(("Filters:BlockedWords:Words:0", "banana"));

    public RecentModeration Recent { get; private set; } = null!;

    public SpeechControl Control { get; private set; } = null!;

    public EventIntake Intake { get; private set; } = null!;

    public SqliteUtteranceQueue Queue => (SqliteUtteranceQueue)_home.Queue;

    public Task StartAsync()
    {
        _home.Time.SetUtcNow(ComposerBench.Start);
        return RestartAsync();
    }

    /// <summary>As after a kill: only the file remembers.</summary>
    public async Task RestartAsync()
    {
        await _home.OpenAsync();
        Recent = new RecentModeration(_home.Time);
        Control = new SpeechControl(Queue, _active, _nowPlaying, new SpeechGate(), Recent, Bench.Composer, Queue, _home.Time, this);
        Intake = new EventIntake(Bench.Composer, Queue, Recent, this, new TwinKeeper(Queue, _active), [], _home.Time, NullLogger<EventIntake>.Instance);
    }

    /// <summary>Takes an event in, a moment after the one before, so that ids sort by age.</summary>
    public async Task GiveAsync(StreamEvent streamEvent)
    {
        _home.Time.Advance(TimeSpan.FromMilliseconds(1));
        await Intake.TakeAsync(streamEvent, Recent.NextSequence(), default);
    }

    public async Task<IReadOnlyList<Utterance>> AllAsync() => await Queue.ListAsync(new UtteranceQuery(Limit: 500), default);

    public async Task<Utterance> OnlyAsync() => (await AllAsync()).ShouldHaveSingleItem();

    /// <summary>Asserts that neither "release" nor "again" brings an utterance back, and that nothing waits.</summary>
    public async Task ShouldBeSilentAsync(string id)
    {
        (await Control.ReleaseAsync(id, Robin, default)).Outcome.ShouldBe(ReplayOutcome.TakenBack);
        (await Control.AgainAsync(id, Robin, default)).Outcome.ShouldBe(ReplayOutcome.TakenBack);
        (await Queue.Take()).ShouldBeNull();
    }

    public async ValueTask DisposeAsync()
    {
        _nowPlaying.Dispose();
        await _home.DisposeAsync();
    }

    ValueTask IAuditLog.WriteAsync(Actor actor, string action, string? target, string outcome, CancellationToken cancellationToken) => default;

    ValueTask IAuditLog.WriteAnswerAsync(Actor actor, string? command, string reply, CancellationToken cancellationToken) => default;

    ValueTask<bool> IChatCommands.HandleAsync(ChatMessage message, CancellationToken cancellationToken) => new(false);
}
