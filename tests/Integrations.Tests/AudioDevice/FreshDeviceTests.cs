using IShowTts.Integrations.AudioDevice.Pulse;
using IShowTts.Integrations.Playback;
using IShowTts.TestKit;

namespace IShowTts.Integrations.Tests.AudioDevice;

public sealed class FreshDeviceTests
{
    private readonly JumpingClock clock = new(DateTimeOffset.UnixEpoch);
    private int tries;

    [Fact]
    public async Task Open_RefusedWhileTheDeviceIsPrepared_IsTriedAgain()
    {
        var opened = await OpenAsync(() => tries < 4 ? throw Refusal("device-missing") : "open", isListed: true);

        opened.ShouldBe("open");
        tries.ShouldBe(4);
    }

    [Fact]
    public async Task Open_OfADeviceThatIsReallyGone_FailsAtOnce()
    {
        var error = await Should.ThrowAsync<AudioSinkException>(() => OpenAsync(() => throw Refusal("device-missing"), isListed: false));

        error.Code.ShouldBe("device-missing");
        tries.ShouldBe(1);
    }

    [Fact]
    public async Task Open_RefusedForAnotherReason_FailsAtOnce()
    {
        var error = await Should.ThrowAsync<AudioSinkException>(() => OpenAsync(() => throw Refusal("device-suspended"), isListed: true));

        error.Code.ShouldBe("device-suspended");
        tries.ShouldBe(1);
    }

    [Fact]
    public async Task Open_RefusedForEver_FailsAtTheLimit()
    {
        var started = clock.GetTimestamp();

        (await Should.ThrowAsync<AudioSinkException>(() => OpenAsync(() => throw Refusal("device-missing"), isListed: true))).Code.ShouldBe("device-missing");

        clock.GetElapsedTime(started).ShouldBeInRange(FreshDevice.Limit, FreshDevice.Limit * 1.1);
    }

    private static AudioSinkException Refusal(string code) => new(code, "Refused by the test.");

    private Task<string> OpenAsync(Func<string> open, bool isListed) => FreshDevice.OpenAsync(
        _ =>
        {
            tries++;
            return new ValueTask<string>(open());
        },
        _ => new ValueTask<bool>(isListed),
        clock,
        CancellationToken.None).AsTask();
}
