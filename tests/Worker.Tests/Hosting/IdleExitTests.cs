using IShowTts.TestKit.Playback;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Hosting;

public sealed class IdleExitTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider clock = new();
    private readonly InMemoryUtteranceQueue queue = new();
    private readonly IntakeProgress intake = new();
    private readonly ApplicationLifetime lifetime = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly RecordingSink sink = new("wav:/nowhere");
    private readonly AlarmBoard alarms;
    private readonly SinkSet sinks;
    private readonly IdleExit exit;

    public IdleExitTests()
    {
        alarms = new AlarmBoard(clock, NullLogger<AlarmBoard>.Instance);
        sinks = new SinkSet([sink], Options.Create(new PlayoutOptions()), clock, alarms, NullLogger<SinkSet>.Instance);
        exit = new IdleExit(intake, queue, new ActiveCues(), sinks, clock, lifetime);
    }

    public async ValueTask DisposeAsync()
    {
        await exit.StopAsync(CancellationToken.None);
        exit.Dispose();
        await sinks.DisposeAsync();
        queue.Dispose();
    }

    [Fact]
    public async Task End_SomethingWaitsForASinkThatNeverOpens_IsAFailureThatNamesIt()
    {
        sink.Disappear();
        var raised = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        alarms.Changed += () => raised.TrySetResult();
        sinks.Start();
        await raised.Task.WaitAsync(Limit);
        await queue.AddAsync(TestUtterance.Manual(), CancellationToken.None);
        intake.Finish();

        await exit.StartAsync(CancellationToken.None);
        var ended = exit.ExecuteTask!.WaitAsync(Limit);
        while (!ended.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await ended;
        exit.Failure.ShouldNotBeNull().ShouldContain("wav:/nowhere cannot be played into");
        lifetime.ApplicationStopping.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task End_NothingToSay_NeedsNoSink()
    {
        sink.Disappear();
        sinks.Start();
        intake.Finish();

        await exit.StartAsync(CancellationToken.None);

        await exit.ExecuteTask!.WaitAsync(Limit);
        exit.Failure.ShouldBeNull();
        lifetime.ApplicationStopping.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task End_RequiredSinkNeverOpensButItsStandInDoes_ComesWhenAllIsSaid()
    {
        sink.Disappear();
        var options = Options.Create(new PlayoutOptions { StandInSink = "spare" });
        await using var set = new SinkSet([sink, new RecordingSink("spare")], options, clock, alarms, NullLogger<SinkSet>.Instance);
        using var ending = new IdleExit(intake, queue, new ActiveCues(), set, clock, lifetime);
        set.Start();
        await set.Pumps[1].WaitOpenAsync(CancellationToken.None).WaitAsync(Limit);
        await queue.AddAsync(TestUtterance.Manual(), CancellationToken.None);
        intake.Finish();

        await ending.StartAsync(CancellationToken.None);
        await queue.HearNext();

        await ending.ExecuteTask!.WaitAsync(Limit);
        ending.Failure.ShouldBeNull();
    }
}
