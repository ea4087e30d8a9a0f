using IShowTts.TestKit.Queue;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Control;

/// <summary>What waits for approval is told, and is decided by the clock when nobody decides.</summary>
public sealed class HeldWatchTests : IAuditLog, IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 22, 20, 0, 0, TimeSpan.Zero));
    private readonly QueueOptions _options = new() { HeldMinutes = 10 };
    private readonly List<string> _audit = [];
    private readonly SemaphoreSlim _audited = new(0);
    private readonly InMemoryUtteranceQueue _queue;
    private readonly AlarmBoard _alarms;
    private readonly HeldWatch _watch;

    public HeldWatchTests()
    {
        _queue = new InMemoryUtteranceQueue(_options, _time);
        _alarms = new AlarmBoard(_time, NullLogger<AlarmBoard>.Instance);
        _watch = new HeldWatch(_queue, _alarms, this, new FixedOptions<QueueOptions>(_options), _time, NullLogger<HeldWatch>.Instance);
    }

    public async Task InitializeAsync() => await _watch.StartAsync(CancellationToken.None);

    public async Task DisposeAsync() => await _watch.StopAsync(CancellationToken.None);

    public void Dispose()
    {
        _watch.Dispose();
        _queue.Dispose();
        _audited.Dispose();
    }

    [Fact]
    public async Task Held_IsToldUntilItIsDecided()
    {
        var held = await HoldAsync();

        await UntilAsync(() => _alarms.Current.Count == 1, Tick);
        _alarms.Current.ShouldHaveSingleItem().Text.ShouldContain($"1 message waits for approval; the oldest is {held.Handle()}");

        await _queue.MoveAsync(held.Id, [UtteranceState.Held], new UtteranceChange(UtteranceState.Rejected, new StateReason(ReasonCodes.RejectedByPerson)), default);
        await UntilAsync(() => _alarms.Current.Count == 0, Tick);
    }

    [Theory]
    [InlineData(HeldTimeoutPolicy.Expire, UtteranceState.Expired, ReasonCodes.HeldTooLong, "expire")]
    [InlineData(HeldTimeoutPolicy.Reject, UtteranceState.Rejected, ReasonCodes.HeldTooLong, "reject")]
    [InlineData(HeldTimeoutPolicy.Approve, UtteranceState.Queued, ReasonCodes.Approved, "approve")]
    public async Task Held_ForTooLong_BecomesWhatTheOptionSays(object policy, object state, string code, string action)
    {
        _options.OnHeldTimeout = (HeldTimeoutPolicy)policy;
        var old = await HoldAsync();
        _time.Advance(TimeSpan.FromMinutes(9));
        var young = await HoldAsync();

        _time.Advance(TimeSpan.FromMinutes(1) + Tick);
        var decided = (await _queue.Read(after: 2, count: 1)).ShouldHaveSingleItem().Utterance;

        decided.Id.ShouldBe(old.Id);
        (decided.State, decided.Reason!.Code).ShouldBe(((UtteranceState)state, code));
        (await _audited.WaitAsync(Limit)).ShouldBeTrue();
        _audit.ShouldBe([$"worker {action} {old.Id} done"]);
        (await _queue.Now(young.Id)).State.ShouldBe(UtteranceState.Held);
    }

    [Fact]
    public async Task Held_WithoutALimit_WaitsOn()
    {
        _options.HeldMinutes = 0;
        var held = await HoldAsync();

        await UntilAsync(() => _alarms.Current.Count == 1, TimeSpan.FromDays(3));

        (await _queue.Now(held.Id)).State.ShouldBe(UtteranceState.Held);
    }

    ValueTask IAuditLog.WriteAsync(Actor actor, string action, string? target, string outcome, CancellationToken cancellationToken)
    {
        lock (_audit)
            _audit.Add($"{actor.Name} {action} {target} {outcome}");
        _audited.Release();
        return default;
    }

    ValueTask IAuditLog.WriteAnswerAsync(Actor actor, string? command, string reply, CancellationToken cancellationToken) => default;

    private async Task<Utterance> HoldAsync()
    {
        var held = TestUtterance.Paid() with { State = UtteranceState.Held };
        await _queue.Add(held);
        return held;
    }

    /// <summary>Moves the clock once, then waits for the alarms to change until it is so.</summary>
    private async Task UntilAsync(Func<bool> isSo, TimeSpan step)
    {
        using var changed = new SemaphoreSlim(0);
        void Note() => changed.Release();
        _alarms.Changed += Note;
        try
        {
            _time.Advance(step);
            while (!isSo())
                (await changed.WaitAsync(Limit)).ShouldBeTrue("it was not told in time");
        }
        finally
        {
            _alarms.Changed -= Note;
        }
    }
}
