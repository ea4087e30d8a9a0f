using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Playback;
using IShowTts.Worker.Playout;
using IShowTts.Worker.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Playout;

public sealed class SinkPumpTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly int BlocksOfAFullSink = (int)(IAudioSink.MaxBuffer / TimeSpan.FromMilliseconds(20));
    private readonly float[] block = [.. Enumerable.Repeat(0.5f, 1_920)];

    [Fact]
    public async Task WriteAsync_OpenSink_EverythingIsHeard()
    {
        var sink = new RecordingSink();
        await using var pump = Start(sink, out _);

        await pump.WaitOpenAsync(CancellationToken.None).WaitAsync(Limit);
        pump.BeginCue("u1");
        for (var i = 0; i < 50; i++)
        {
            (await pump.WriteAsync(block, null, CancellationToken.None)).ShouldBeTrue();
        }

        (await pump.DrainAsync(CancellationToken.None).WaitAsync(Limit)).ShouldBeTrue();
        sink.HeardDuration.ShouldBe(TimeSpan.FromSeconds(1));
        pump.Heard.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task WriteAsync_SinkFails_AlarmIsRaisedAndTheSinkIsReopened()
    {
        var sink = new RecordingSink();
        var clock = new FakeTimeProvider(); // stands still, so that it is not open again before the test looks
        await using var pump = Start(sink, out var alarms, clock);
        await pump.WaitOpenAsync(CancellationToken.None).WaitAsync(Limit);
        var raised = new TaskCompletionSource<Alarm>(TaskCreationOptions.RunContinuationsAsynchronously);
        alarms.Changed += () =>
        {
            if (alarms.Current is [var alarm, ..])
            {
                raised.TrySetResult(alarm);
            }
        };

        sink.FailAtWrite(2);
        await pump.WriteAsync(block, null, CancellationToken.None);
        await pump.WriteAsync(block, null, CancellationToken.None);

        (await pump.DrainAsync(CancellationToken.None).WaitAsync(Limit)).ShouldBeFalse();
        (await raised.Task.WaitAsync(Limit)).Key.ShouldBe("sink:recording");
        var open = pump.WaitOpenAsync(CancellationToken.None).WaitAsync(Limit);
        while (!open.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await open;
        sink.Opens.ShouldBe(2);
        alarms.Current.ShouldBeEmpty();
    }

    [Fact]
    public async Task FadeOutAsync_PacedSinkWithAFullBuffer_TellsWhatWasHeardAndDropsTheRest()
    {
        var sink = new RecordingSink(paced: true);
        await using var pump = Start(sink, out _);
        await pump.WaitOpenAsync(CancellationToken.None).WaitAsync(Limit);
        pump.BeginCue("u1");
        for (var i = 0; i < BlocksOfAFullSink + 3; i++)
        {
            (await pump.WriteAsync(block, null, CancellationToken.None).AsTask().WaitAsync(Limit)).ShouldBeTrue();
        }

        var heard = await pump.FadeOutAsync().WaitAsync(Limit);

        heard.ShouldNotBeNull();
        heard.Value.ShouldBeLessThan(sink.HeardDuration + TimeSpan.FromMilliseconds(150));
        sink.Delay.ShouldBeLessThanOrEqualTo(TimeSpan.FromMilliseconds(150));
        (await pump.DrainAsync(CancellationToken.None).WaitAsync(Limit)).ShouldBeTrue();
    }

    [Fact]
    public async Task WriteAsync_SinkTakesNoMore_IsRefusedAfterItsPatience()
    {
        var sink = new RecordingSink(time: new FakeTimeProvider(), paced: true);
        await using var pump = Start(sink, out _);
        await pump.WaitOpenAsync(CancellationToken.None).WaitAsync(Limit);
        pump.BeginCue("u1");

        for (var i = 0; i < BlocksOfAFullSink + 3; i++)
        {
            (await pump.WriteAsync(block, Limit, CancellationToken.None).AsTask().WaitAsync(Limit)).ShouldBeTrue("its buffer and the queue before it");
        }

        (await pump.WriteAsync(block, TimeSpan.FromMilliseconds(500), CancellationToken.None).AsTask().WaitAsync(Limit)).ShouldBeFalse();
        pump.Heard.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task FadeOutAsync_DeviceIsGone_AnswersWithoutWaiting()
    {
        var sink = new RecordingSink();
        await using var pump = Start(sink, out _);
        await pump.WaitOpenAsync(CancellationToken.None).WaitAsync(Limit);

        sink.Disappear();
        await pump.WriteAsync(block, null, CancellationToken.None);
        await pump.DrainAsync(CancellationToken.None).WaitAsync(Limit);

        (await pump.FadeOutAsync().WaitAsync(Limit)).ShouldBeNull();
        (await pump.WriteAsync(block, null, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task ClosedFor_OfASinkThatNeverOpened_CountsFromTheFirstTry()
    {
        var sink = new RecordingSink();
        sink.Disappear();
        var clock = new FakeTimeProvider();
        await using var pump = new SinkPump(sink, new PlayoutOptions(), clock, new AlarmBoard(clock, NullLogger<AlarmBoard>.Instance), NullLogger.Instance);
        clock.Advance(TimeSpan.FromMinutes(1));

        pump.Start();

        (pump.ClosedFor, pump.ClosedAt).ShouldBe((TimeSpan.Zero, clock.GetUtcNow()));
    }

    private static SinkPump Start(RecordingSink sink, out AlarmBoard alarms, TimeProvider? time = null)
    {
        alarms = new AlarmBoard(TimeProvider.System, NullLogger<AlarmBoard>.Instance);
        var pump = new SinkPump(sink, new PlayoutOptions(), time ?? TimeProvider.System, alarms, NullLogger.Instance);
        pump.Start();
        return pump;
    }
}
