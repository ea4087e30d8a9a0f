using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Playback;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests;

public sealed class PipelineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task ChatMessage_FromSourceToSink_IsHeard()
    {
        await using var worker = await WorkerFixture.StartAsync();

        worker.Source.Give(Chat.Message("m1", "ann", "hello there my friend"));
        var heard = await worker.WaitAsync("m1", UtteranceState.Heard);

        heard.Engine.ShouldBe("fake");
        heard.Timings.AudioMs.ShouldNotBeNull().ShouldBeGreaterThan(500);
        worker.Sink.HeardDuration.TotalMilliseconds.ShouldBeGreaterThanOrEqualTo(heard.Timings.AudioMs.Value - 1);
        worker.Sink.Heard.Max().ShouldBeGreaterThan(0.01f);
    }

    [Fact]
    public async Task MessageDeleted_WhileItPlays_IsSilentWithin150Milliseconds()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Source.Give(Chat.Bits("m1", "ann", 500, string.Join(' ', Enumerable.Repeat("word", 60))));
        await worker.WaitAsync("m1", UtteranceState.Playing);
        await worker.Sink.WaitUntilAsync(sink => sink.HeardDuration > TimeSpan.FromMilliseconds(300)).WaitAsync(Limit);

        var before = worker.Sink.HeardDuration;
        worker.Source.Give(Chat.Deleted("m1"));
        var ended = await worker.WaitAsync("m1", UtteranceState.Cancelled);
        await worker.Sink.WaitUntilAsync(sink => sink.Fades > 0).WaitAsync(Limit);

        ended.Reason.ShouldNotBeNull().Code.ShouldBe(ReasonCodes.MessageDeleted);
        worker.Sink.Delay.ShouldBeLessThanOrEqualTo(TimeSpan.FromMilliseconds(150));
        (worker.Sink.HeardDuration - before).ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task MessageDeleted_BeforeItCame_IsNeverSpoken()
    {
        await using var worker = await WorkerFixture.StartAsync();

        worker.Source.Give(Chat.Deleted("m1"));
        worker.Source.Give(Chat.Message("m1", "ann", "you should not hear this"));
        worker.Source.Give(Chat.Message("m2", "bob", "but this"));

        (await worker.WaitAsync("m2", UtteranceState.Heard)).State.ShouldBe(UtteranceState.Heard);
        (await worker.WaitAsync("m1", UtteranceState.Rejected)).Reason.ShouldNotBeNull().Code.ShouldBe(ReasonCodes.AlreadyDeleted);
        worker.Engine.Requests.ShouldAllBe(request => !request.Text.Contains("should not hear", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RequiredSinkLost_BeforeHalfWasHeard_IsReplayedWithAnAlarm()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Source.Give(Chat.Bits("m1", "ann", 500, string.Join(' ', Enumerable.Repeat("word", 24))));
        await worker.WaitAsync("m1", UtteranceState.Playing);
        await worker.Sink.WaitUntilAsync(sink => sink.HeardDuration > TimeSpan.FromMilliseconds(300)).WaitAsync(Limit);

        worker.Sink.Disappear();
        await RaisedAsync(worker);
        worker.Sink.Repair();
        var heard = await worker.WaitAsync("m1", UtteranceState.Heard);

        worker.Sink.Opens.ShouldBe(2);
        worker.Sink.HeardDuration.TotalMilliseconds.ShouldBeGreaterThan(heard.Timings.AudioMs!.Value + 250);
        worker.Alarms.Current.ShouldBeEmpty();
    }

    [Fact]
    public async Task OtherSinkLost_TheShowGoesOn()
    {
        var other = new RecordingSink("other", paced: true);
        await using var worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings { Sinks = [new RecordingSink("main", paced: true), other] });
        worker.Source.Give(Chat.Bits("m1", "ann", 500, "one two three four five six seven eight"));
        await worker.WaitAsync("m1", UtteranceState.Playing);

        other.Disappear();

        var heard = await worker.WaitAsync("m1", UtteranceState.Heard);
        worker.Sink.Opens.ShouldBe(1);
        worker.Sink.HeardDuration.TotalMilliseconds.ShouldBeInRange(heard.Timings.AudioMs!.Value - 1, heard.Timings.AudioMs.Value + 100);
        worker.Alarms.Current.ShouldContain(alarm => alarm.Key == "sink:other");
    }

    private static async Task RaisedAsync(WorkerFixture worker)
    {
        var raised = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.Alarms.Changed += () => raised.TrySetResult();
        if (worker.Alarms.Current.Count == 0)
        {
            await raised.Task.WaitAsync(Limit);
        }
    }
}
