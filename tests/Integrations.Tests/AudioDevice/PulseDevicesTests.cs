using IShowTts.Integrations.AudioDevice.Pulse;
using IShowTts.Integrations.Playback;

namespace IShowTts.Integrations.Tests.AudioDevice;

public class PulseDevicesTests
{
    private static readonly PulseSink[] Sinks =
    [
        new("alsa_output.usb", "USB Headset", "alsa_output.usb.monitor", 1, "idle"),
        new("ALSA_OUTPUT.USB", "Speakers", "", 2, "idle"),
        new("cable", "Speakers", "", 3, "idle"),
    ];

    [Theory]
    [InlineData("ALSA_OUTPUT.USB", "ALSA_OUTPUT.USB")]
    [InlineData("usb headset", "alsa_output.usb")]
    [InlineData("CABLE", "cable")]
    public void Match_OfOneSink_FindsIt(string name, string found) => PulseDevices.Match(Sinks, name).Name.ShouldBe(found);

    [Theory]
    [InlineData("speakers")]
    [InlineData("Alsa_Output.Usb")]
    public void Match_OfSeveral_NamesThem(string name)
        => Should.Throw<AudioSinkException>(() => PulseDevices.Match(Sinks, name)).Message.ShouldContain("Several audio devices");

    [Fact]
    public void Match_OfNone_ListsWhatThereIs()
        => Should.Throw<AudioSinkException>(() => PulseDevices.Match(Sinks, "moon")).Message.ShouldContain("cable (Speakers)");

    [Fact]
    public void Match_WithoutAnySink_SaysSo()
        => Should.Throw<AudioSinkException>(() => PulseDevices.Match([], "moon")).Message.ShouldContain("no device at all");
}
