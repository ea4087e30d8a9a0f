using IShowTts.Integrations.Playback;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Integrations.Tests.Playback;

public class PlaybackClockTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void Heard_WhileAudioIsLeft_FollowsTheClock()
    {
        var clock = new PlaybackClock(time, 48_000);
        clock.Append(48_000);

        time.Advance(TimeSpan.FromMilliseconds(250));

        clock.Heard.ShouldBe(12_000);
        clock.Delay.ShouldBe(TimeSpan.FromMilliseconds(750));
    }

    [Fact]
    public void Append_AfterRunningDry_StartsAgainAndTellsHowLongItStood()
    {
        var clock = new PlaybackClock(time, 48_000);
        clock.Append(4_800).ShouldBe(TimeSpan.Zero);
        time.Advance(TimeSpan.FromMilliseconds(400));

        var idle = clock.Append(4_800);
        time.Advance(TimeSpan.FromMilliseconds(50));

        idle.ShouldBe(TimeSpan.FromMilliseconds(300));
        clock.Heard.ShouldBe(7_200);
    }

    [Fact]
    public void Truncate_MidPlay_KeepsOnlyTheNextFrames()
    {
        var clock = new PlaybackClock(time, 48_000);
        clock.Append(24_000);
        time.Advance(TimeSpan.FromMilliseconds(100));

        var dropped = clock.Truncate(1_920);

        dropped.ShouldBe(24_000 - 4_800 - 1_920);
        clock.Delay.ShouldBe(TimeSpan.FromMilliseconds(40));
    }
}
