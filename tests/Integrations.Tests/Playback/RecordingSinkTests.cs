using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Contracts;
using IShowTts.TestKit.Playback;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Integrations.Tests.Playback;

public class RecordingSinkTests : AudioSinkContract
{
    [Fact]
    public async Task Write_ToldToFail_FailsOnceAndAfterReopeningWorks()
    {
        await using var sink = new RecordingSink();
        await sink.OpenAsync(default);
        sink.FailAtWrite(2);

        await sink.WriteAsync(Tone(10), default);
        var error = await Should.ThrowAsync<AudioSinkException>(async () => await sink.WriteAsync(Tone(10), default));
        await sink.OpenAsync(default);
        await sink.WriteAsync(Tone(10), default);

        error.Code.ShouldBe("write-failed");
        sink.Opens.ShouldBe(2);
        sink.Heard.Length.ShouldBe(40);
    }

    [Fact]
    public async Task Write_Stalled_ThrowsAtTheLimit()
    {
        var time = new FakeTimeProvider();
        await using var sink = new RecordingSink(time: time);
        await sink.OpenAsync(default);
        sink.Stall();

        var write = sink.WriteAsync(Tone(10), default).AsTask();
        write.IsCompleted.ShouldBeFalse();
        time.Advance(RecordingSink.StallLimit);

        (await Should.ThrowAsync<AudioSinkException>(() => write)).Code.ShouldBe("stalled");
    }

    [Fact]
    public async Task FadeOut_Paced_EndsWithTheSameSamplesFalling()
    {
        var time = new FakeTimeProvider();
        await using var sink = new RecordingSink(time: time, paced: true);
        await sink.OpenAsync(default);
        await sink.WriteAsync(Enumerable.Repeat(0.5f, 48_000 / 2).ToArray(), default);
        time.Advance(TimeSpan.FromMilliseconds(100));

        var fade = sink.FadeOutAsync(default).AsTask();
        time.Advance(TimeSpan.FromMilliseconds(40));
        var dropped = await fade;

        dropped.ShouldBe(TimeSpan.FromMilliseconds(250 - 100 - 40));
        var heard = sink.Heard;
        heard.Length.ShouldBe(140 * 96);
        heard[..(100 * 96)].ShouldAllBe(sample => sample == 0.5f);
        heard[^1].ShouldBe(0, 0.0001f);
        heard.Zip(heard.Skip(2), (a, b) => a - b).ShouldAllBe(step => step >= 0 && step < 0.002f);
    }

    protected override IAudioSink Create() => new RecordingSink(paced: true);

    protected override IAudioSink CreateHoldable(out Action hold, out Action release)
    {
        var clock = new FakeTimeProvider();
        hold = static () => { };
        release = () => clock.Advance(IAudioSink.MaxBuffer);
        return new RecordingSink(time: clock, paced: true);
    }

    protected override bool Break(IAudioSink sink)
    {
        ((RecordingSink)sink).Disappear();
        return true;
    }

    protected override void Repair(IAudioSink sink) => ((RecordingSink)sink).Repair();
}
