using IShowTts.TestKit.Hosting;
using IShowTts.TestKit.Playback;
using IShowTts.Worker.Control;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Playout;

/// <summary>The whole worker, whose required sink never comes: what its stand-in speaks is steered and kept like any speech.</summary>
public sealed class StandInSteeringTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly Actor Streamer = new("streamer", "test");
    private static readonly string Long = string.Join(' ', Enumerable.Repeat("word", 60));

    [Fact]
    public async Task OnTheStandIn_SkipPauseDeleteAndClear_AreHeardAtOnce()
    {
        var (settings, device) = Settings();
        await using var worker = await WorkerFixture.StartAsync(settings);

        worker.Source.Give(Chat.Bits("skipped", "ann", 500, Long));
        await PlaysAsync(worker, device, "skipped");
        await worker.Control.SkipAsync(Streamer, CancellationToken.None);
        await FadedAsync(device, 1);
        await worker.WaitAsync("skipped", UtteranceState.Skipped);

        worker.Source.Give(Chat.Bits("deleted", "ann", 500, Long));
        await PlaysAsync(worker, device, "deleted");
        await worker.Control.PauseAsync(Streamer, CancellationToken.None);
        await FadedAsync(device, 2);
        var silent = device.HeardDuration;
        await worker.Control.ResumeAsync(Streamer, CancellationToken.None);
        await device.WaitUntilAsync(sink => sink.HeardDuration > silent).WaitAsync(Limit);
        worker.Source.Give(Chat.Deleted("deleted"));
        (await worker.WaitAsync("deleted", UtteranceState.Cancelled)).Reason!.Code.ShouldBe(ReasonCodes.MessageDeleted);
        await FadedAsync(device, 3);

        worker.Source.Give(Chat.Bits("stopped", "ann", 500, Long));
        worker.Source.Give(Chat.Bits("cleared", "ann", 500, Long));
        await PlaysAsync(worker, device, "stopped");
        await worker.WaitAsync("cleared", UtteranceState.Queued);
        (await worker.Control.StopAllAsync(Streamer, CancellationToken.None)).ShouldBe(2);
        await FadedAsync(device, 4);

        worker.Source.Give(Chat.Bits("heard", "ann", 500, "two words"));
        (await worker.WaitAsync("heard", UtteranceState.Heard)).Reason!.Code.ShouldBe(ReasonCodes.StandIn);
    }

    [Fact]
    public async Task OnTheStandIn_WhatPlaysWhenTheWorkerEnds_IsPlayedThereByTheNextRun()
    {
        var directory = Directory.CreateTempSubdirectory("ishowtts-test-").FullName;
        try
        {
            var (settings, device) = Settings();
            await using (var worker = await WorkerFixture.StartAsync(settings, directory))
            {
                worker.Source.Give(Chat.Bits("m1", "ann", 500, "one two three four five six seven eight nine ten eleven twelve"));
                await PlaysAsync(worker, device, "m1");
            }

            var (again, next) = Settings();
            await using var restarted = await WorkerFixture.StartAsync(again, directory);
            var heard = await restarted.WaitAsync("m1", UtteranceState.Heard);

            (heard.Attempts, heard.Reason!.Code).ShouldBe((2, ReasonCodes.StandIn));
            next.HeardDuration.TotalMilliseconds.ShouldBe(heard.Timings.AudioMs!.Value, 1);
            device.HeardDuration.ShouldBeLessThan(next.HeardDuration);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static (WorkerFixtureSettings Settings, RecordingSink StandIn) Settings()
    {
        var gone = new RecordingSink("gone");
        gone.Disappear();
        var device = new RecordingSink("device", paced: true);
        return (new WorkerFixtureSettings
        {
            Sinks = [gone, device],
            Configuration = new Dictionary<string, string?> { ["Playout:StandInSink"] = "device", ["Playout:StandInAfterSeconds"] = "0" },
        }, device);
    }

    private static async Task PlaysAsync(WorkerFixture worker, RecordingSink device, string eventId)
    {
        var before = device.HeardDuration;
        await worker.WaitAsync(eventId, UtteranceState.Playing);
        await device.WaitUntilAsync(sink => sink.HeardDuration > before).WaitAsync(Limit);
    }

    /// <summary>Waits until it has faded so often, and says that nothing is left to be heard.</summary>
    private static async Task FadedAsync(RecordingSink device, int fades)
    {
        await device.WaitUntilAsync(sink => sink.Fades >= fades).WaitAsync(Limit);
        device.Delay.ShouldBeLessThanOrEqualTo(TimeSpan.FromMilliseconds(150));
    }
}
