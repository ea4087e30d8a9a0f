using FsCheck.Xunit;
using IShowTts.Integrations.Playback;

namespace IShowTts.Integrations.Tests.Playback;

public class SinkSpecTests
{
    [Theory]
    [InlineData("device", (int)SinkKind.Device, "ishowtts")]
    [InlineData(" Device:My Headset ", (int)SinkKind.Device, "My Headset")]
    [InlineData("device:alsa:hw:0", (int)SinkKind.Device, "alsa:hw:0")]
    [InlineData("wav:/tmp/a:b.wav", (int)SinkKind.Wav, "/tmp/a:b.wav")]
    [InlineData("NULL", (int)SinkKind.Null, "")]
    [InlineData("overlay", (int)SinkKind.Overlay, "")]
    [InlineData(" Overlay:Left_2 ", (int)SinkKind.Overlay, "left_2")]
    [InlineData(" Discord:Main-1 ", (int)SinkKind.Discord, "main-1")]
    public void Parse_OfASink_GivesKindAndArgument(string text, int kind, string argument)
    {
        SinkSpec.TryParse(text, out var spec, out var error).ShouldBeTrue(error);

        spec.ShouldBe(new SinkSpec((SinkKind)kind, argument));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("wav")]
    [InlineData("wav:")]
    [InlineData("device:")]
    [InlineData("null:x")]
    [InlineData("speakers")]
    [InlineData("device:a\nb")]
    [InlineData("overlay:")]
    [InlineData("overlay:a b")]
    [InlineData("overlay:é")]
    [InlineData("overlay:a123456789b123456789c123456789d12")]
    [InlineData("discord")]
    [InlineData("discord:")]
    [InlineData("discord:a b")]
    [InlineData("discord:\u212A")]
    public void Parse_OfNoSink_SaysWhatOneLooksLike(string? text)
    {
        SinkSpec.TryParse(text, out _, out var error).ShouldBeFalse();

        error.ShouldContain("device:ishowtts");
    }

    [Property]
    public void Parse_OfAnything_GivesASinkOrAReason(string? text)
        => SinkSpec.TryParse(text, out var spec, out var error).ShouldBe(spec is not null && error is null);
}
