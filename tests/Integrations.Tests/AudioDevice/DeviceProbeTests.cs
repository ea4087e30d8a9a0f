using IShowTts.Integrations.AudioDevice;
using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Playback;

namespace IShowTts.Integrations.Tests.AudioDevice;

public class DeviceProbeTests(PulseServerFixture server) : IClassFixture<PulseServerFixture>
{
    [SkippableFact]
    public async Task Probe_OfTheOwnDevice_HearsTheToneAtItsLevel()
    {
        server.Require();
        await using var factory = TestSinks.Factory(server.Address);

        var result = await new DeviceProbe(factory, TimeProvider.System).PlayToneAndListenAsync("ishowtts", default);

        result.Reason.ShouldBe("");
        result.Heard.ShouldBeTrue();
        result.LevelDb.ShouldBe(-23.0, 0.3, "a sine of amplitude 0.1 has an RMS level of -23 dBFS");
        result.LatencyMs.ShouldBeInRange(10, 1_000);
        server.Control("list short sinks").ShouldNotContain("ishowtts", Case.Sensitive, "The probe leaves no device behind.");
    }

    [SkippableFact]
    public async Task Probe_OfAMutedDevice_SaysThatNothingWasHeard()
    {
        server.Require();
        server.Control("load-module module-null-sink sink_name=quiet norewinds=1");
        server.Control("set-sink-mute quiet 1");
        await using var factory = TestSinks.Factory(server.Address);

        var result = await new DeviceProbe(factory, TimeProvider.System).PlayToneAndListenAsync("quiet", default);

        result.Heard.ShouldBeFalse();
        result.Reason.ShouldContain("muted");
        server.Control("unload-module module-null-sink");
    }

    [Fact]
    public async Task Probe_WithoutAServer_TellsTheCure()
    {
        await using var factory = TestSinks.Factory("unix:/nonexistent/pulse");

        var result = await new DeviceProbe(factory, TimeProvider.System).PlayToneAndListenAsync("ishowtts", default);

        result.Heard.ShouldBeFalse();
        result.Reason.ShouldContain("PulseAudio or PipeWire");
    }

    [SkippableFact]
    public async Task List_OfDevices_TellsWhatPeopleNeed()
    {
        server.Require();
        await using var factory = TestSinks.Factory(server.Address);
        await using var sink = factory.Create("device");
        await sink.OpenAsync(default);

        var list = await new AudioDeviceLister(factory).ListAsync(default);

        list.Server.ShouldStartWith("pulseaudio ");
        list.Devices.ShouldContain(new AudioDeviceInfo("ishowtts", "iShowTTS", "running", true, true, "ishowtts.monitor"));
    }

    [Fact]
    public async Task List_WithoutAServer_Throws()
    {
        await using var factory = TestSinks.Factory("unix:/nonexistent/pulse");

        var error = await Should.ThrowAsync<AudioSinkException>(async () => await new AudioDeviceLister(factory).ListAsync(default));

        error.Code.ShouldBe("server-gone");
    }
}
