using System.Runtime.CompilerServices;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Intake;

public sealed class SourceWatchTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Look_SourceGivesUpAndComesBack_AlarmIsRaisedAndCleared()
    {
        var source = new ChangingSource();
        var alarms = new AlarmBoard(time, NullLogger<AlarmBoard>.Instance);
        using var watch = new SourceWatch([source], alarms, time);
        await watch.StartAsync(CancellationToken.None);

        source.Health = new SourceHealth(SourceState.Failed, time.GetUtcNow(), null, "The token is refused; sign in again.");
        await ChangedAsync(alarms);
        alarms.Current.ShouldHaveSingleItem().Text.ShouldBe("changing gave up: The token is refused; sign in again.");

        source.Health = new SourceHealth(SourceState.Connected, time.GetUtcNow(), null, "");
        await ChangedAsync(alarms);
        alarms.Current.ShouldBeEmpty();
        await watch.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Look_SourceConnectsForLong_AlarmIsRaisedAfterAWhileOnly()
    {
        var source = new ChangingSource { Health = new SourceHealth(SourceState.Connecting, time.GetUtcNow(), null, "The line is cut.") };
        var alarms = new AlarmBoard(time, NullLogger<AlarmBoard>.Instance);
        using var watch = new SourceWatch([source], alarms, time);
        await watch.StartAsync(CancellationToken.None);

        var started = time.GetUtcNow();
        await ChangedAsync(alarms);

        alarms.Current.ShouldHaveSingleItem().Since.ShouldBeGreaterThan(started + TimeSpan.FromSeconds(15));
        await watch.StopAsync(CancellationToken.None);
    }

    private async Task ChangedAsync(AlarmBoard alarms)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Tell() => changed.TrySetResult();
        alarms.Changed += Tell;
        for (var i = 0; i < 1_000 && !changed.Task.IsCompleted; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        await changed.Task.WaitAsync(TimeSpan.FromSeconds(20));
        alarms.Changed -= Tell;
    }

    private sealed class ChangingSource : IEventSource
    {
        public string Name => "changing";

        public SourceHealth Health { get; set; } = SourceHealth.Idle;

        public async IAsyncEnumerable<StreamEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            yield break;
        }
    }
}
