using IShowTts.Integrations.Events;
using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Playback;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;

namespace IShowTts.EndToEnd.Tests;

/// <summary>Skip, pause, clear and moderation in every state.</summary>
public sealed class SteeringTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly Actor Streamer = new("streamer", "test");
    private static readonly string LongText = string.Join(' ', Enumerable.Repeat("word", 50));

    public static TheoryData<ModerationEvent> Moderations => new()
    {
        Chat.Deleted("m1"),
        Chat.TimedOut("ann"),
        new ChatCleared { Id = "clear", Channel = Chat.Channel },
    };

    [Theory]
    [MemberData(nameof(Moderations))]
    public async Task Moderation_WhileItWaits_IsNeverSynthesized(ModerationEvent moderation)
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Source.Give(Chat.Bits("first", "zoe", 500, LongText));
        worker.Source.Give(Chat.Bits("second", "zoe", 500, LongText));
        await worker.WaitAsync("first", UtteranceState.Playing);
        worker.Source.Give(Chat.Message("m1", "ann", "please do not say this"));
        await worker.WaitAsync("m1", UtteranceState.Queued);

        worker.Source.Give(moderation);

        (await worker.WaitAsync("m1", UtteranceState.Cancelled)).Reason.ShouldNotBeNull();
        worker.Engine.Requests.ShouldAllBe(request => !request.Text.Contains("do not say", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Moderations))]
    public async Task Moderation_WhileItIsSynthesized_StopsTheEngineAndNothingIsHeard(ModerationEvent moderation)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var settings = new WorkerFixtureSettings();
        settings.Engine.BeforeChunk = async (request, _, token) =>
        {
            if (!request.Text.Contains("hello", StringComparison.Ordinal))
            {
                return; // the warm-up or the measurement of the voice: nobody's text, and nobody's moderation ends it
            }

            begun.TrySetResult();
            using var registration = token.Register(() => stopped.TrySetResult());
            await stopped.Task;
            token.ThrowIfCancellationRequested();
        };
        await using var worker = await WorkerFixture.StartAsync(settings);
        worker.Source.Give(Chat.Message("m1", "ann", "hello"));
        await begun.Task.WaitAsync(Limit);

        worker.Source.Give(moderation);

        await stopped.Task.WaitAsync(Limit);
        await worker.WaitAsync("m1", UtteranceState.Cancelled);
        worker.Sink.Writes.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Moderations))]
    public async Task Moderation_OfOneThatIsSynthesizedAhead_NothingOfItIsHeard(ModerationEvent moderation)
    {
        var sink = new RecordingSink(paced: true);
        await using var worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings { Sinks = [sink] });
        worker.Source.Give(Chat.Bits("first", "zoe", 500, string.Join(' ', Enumerable.Repeat("word", 16))) with { Channel = "elsewhere" });
        await worker.WaitAsync("first", UtteranceState.Playing);
        worker.Source.Give(Chat.Message("m1", "ann", LongText));
        await worker.WaitAsync("m1", UtteranceState.Synthesizing);

        worker.Source.Give(moderation);
        await worker.WaitAsync("m1", UtteranceState.Cancelled);
        var first = await worker.WaitAsync("first", UtteranceState.Heard);

        sink.HeardDuration.TotalMilliseconds.ShouldBeLessThan(first.Timings.AudioMs!.Value + 200);
    }

    [Fact]
    public async Task Moderation_OfTheViewerWhoPlays_FadesOutOnEverySinkAndTheNextOneGoesOn()
    {
        var other = new RecordingSink("other", paced: true);
        await using var worker = await WorkerFixture.StartAsync(new WorkerFixtureSettings { Sinks = [new RecordingSink("main", paced: true), other] });
        worker.Source.Give(Chat.Message("m1", "ann", LongText));
        worker.Source.Give(Chat.Message("m2", "bob", "hello"));
        await worker.WaitAsync("m1", UtteranceState.Playing);
        await worker.Sink.WaitUntilAsync(sink => sink.HeardDuration > TimeSpan.FromMilliseconds(200)).WaitAsync(Limit);

        worker.Source.Give(Chat.TimedOut("ann"));

        await worker.WaitAsync("m1", UtteranceState.Cancelled);
        await worker.Sink.WaitUntilAsync(sink => sink.Fades > 0).WaitAsync(Limit);
        await other.WaitUntilAsync(sink => sink.Fades > 0).WaitAsync(Limit);
        await worker.WaitAsync("m2", UtteranceState.Heard);
    }

    [Fact]
    public async Task Pause_WhileItPlays_GoesOnFromThereAndEverythingIsHeardOnce()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Source.Give(Chat.Bits("m1", "ann", 500, "one two three four five six seven eight"));
        await worker.WaitAsync("m1", UtteranceState.Playing);
        await worker.Sink.WaitUntilAsync(sink => sink.HeardDuration > TimeSpan.FromMilliseconds(500)).WaitAsync(Limit);

        await worker.Control.PauseAsync(Streamer, CancellationToken.None);
        await worker.Sink.WaitUntilAsync(sink => sink.Fades > 0).WaitAsync(Limit);
        var status = await worker.Control.GetStatusAsync(CancellationToken.None);
        await worker.Control.ResumeAsync(Streamer, CancellationToken.None);
        var heard = await worker.WaitAsync("m1", UtteranceState.Heard);

        status.IsPaused.ShouldBeTrue();
        status.NowPlaying.ShouldNotBeNull().EventId.ShouldBe("m1");
        worker.Sink.HeardDuration.TotalMilliseconds.ShouldBeInRange(heard.Timings.AudioMs!.Value - 1, heard.Timings.AudioMs.Value + 250);
    }

    [Fact]
    public async Task Skip_WhileItPlays_EndsOnlyThatOne()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Source.Give(Chat.Bits("m1", "ann", 500, LongText));
        worker.Source.Give(Chat.Message("m2", "bob", "hello"));
        await worker.WaitAsync("m1", UtteranceState.Playing);

        var skipped = await worker.Control.SkipAsync(Streamer, CancellationToken.None);

        skipped.ShouldNotBeNull().EventId.ShouldBe("m1");
        (await worker.WaitAsync("m1", UtteranceState.Skipped)).Reason.ShouldNotBeNull().Code.ShouldBe(ReasonCodes.SkippedByPerson);
        await worker.WaitAsync("m2", UtteranceState.Heard);
    }

    [Fact]
    public async Task Clear_DropsWhatWaitsAndTheOneThatPlaysGoesOn()
    {
        await using var worker = await WorkerFixture.StartAsync();
        worker.Source.Give(Chat.Bits("m1", "ann", 500, string.Join(' ', Enumerable.Repeat("word", 20))));
        await worker.WaitAsync("m1", UtteranceState.Playing);
        worker.Source.Give(Chat.Message("m2", "bob", "hello"));
        worker.Source.Give(Chat.Message("m3", "cid", "hello you"));
        await worker.WaitAsync("m3", UtteranceState.Queued);

        (await worker.Control.ClearAsync(Streamer, CancellationToken.None)).ShouldBe(2);

        await worker.WaitAsync("m2", UtteranceState.Cancelled);
        await worker.WaitAsync("m3", UtteranceState.Cancelled);
        await worker.WaitAsync("m1", UtteranceState.Heard);
    }

    [Fact]
    public async Task EngineBreaks_OnOneUtterance_ItIsSetAsideWithItsReasonAndTheNextIsHeard()
    {
        var settings = new WorkerFixtureSettings();
        settings.Engine.BeforeChunk = (request, _, _) =>
            request.Text.Contains("poison", StringComparison.Ordinal) ? throw new InvalidOperationException("broken") : ValueTask.CompletedTask;
        await using var worker = await WorkerFixture.StartAsync(settings);

        worker.Source.Give(Chat.Bits("m1", "ann", 500, "poison"));
        worker.Source.Give(Chat.Message("m2", "bob", "hello"));

        (await worker.WaitAsync("m1", UtteranceState.Failed)).Reason.ShouldNotBeNull().Code.ShouldBe(ReasonCodes.EngineFailed);
        await worker.WaitAsync("m2", UtteranceState.Heard);
    }

    [Fact]
    public async Task EngineHangs_AfterItsDeadline_ItIsSetAsideWithItsReasonAndTheNextIsHeard()
    {
        var settings = new WorkerFixtureSettings { Configuration = new Dictionary<string, string?> { ["Speaking:FirstChunkSeconds"] = "5" } };
        settings.Engine.BeforeChunk = async (request, _, token) =>
        {
            if (request.Text.Contains("poison", StringComparison.Ordinal))
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }
        };
        await using var worker = await WorkerFixture.StartAsync(settings);

        worker.Source.Give(Chat.Bits("m1", "ann", 500, "poison"));
        worker.Source.Give(Chat.Message("m2", "bob", "hello"));

        var failed = await worker.WaitAsync("m1", UtteranceState.Failed);
        failed.Reason.ShouldBe(new StateReason(ReasonCodes.Timeout, "Speaking:FirstChunkSeconds", "The engine fake gave no sound within 5 s."));
        await worker.WaitAsync("m2", UtteranceState.Heard);
    }

    [Fact]
    public async Task WorkerStops_WhileOnePlays_ItIsPlayedAgainByTheNextRunAndNothingIsLost()
    {
        var directory = Directory.CreateTempSubdirectory("ishowtts-test-").FullName;
        try
        {
            await using (var worker = await WorkerFixture.StartAsync(directory: directory))
            {
                worker.Source.Give(Chat.Bits("m1", "ann", 500, LongText));
                worker.Source.Give(Chat.Bits("m2", "ann", 500, "two"));
                await worker.WaitAsync("m1", UtteranceState.Playing);
                await worker.WaitAsync("m2", UtteranceState.Synthesizing);
            }

            await using var next = await WorkerFixture.StartAsync(directory: directory);
            await next.WaitAsync("m1", UtteranceState.Playing, attempts: 2); // the log also holds the first run's
            await next.Control.SkipAsync(Streamer, CancellationToken.None);
            await next.WaitAsync("m2", UtteranceState.Heard);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

}
