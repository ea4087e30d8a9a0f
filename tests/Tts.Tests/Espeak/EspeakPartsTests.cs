using System.Text;
using IShowTts.Tts.Espeak;
using IShowTts.Tts.Synthesis;
using IShowTts.Tts.Voices;

namespace IShowTts.Tts.Tests.Espeak;

/// <summary>What needs no library: text, prosody, names, and finding the library and its data.</summary>
public sealed class EspeakPartsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ishowtts-espeak-data-é").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("a\0b\u0001c\u001fd\u007fe\u0080f\u009fg", "a b c d e f g")]
    [InlineData("😀 ok", "😀 ok")]
    [InlineData("<b>[[x]]", "<b>[[x]]")]
    public void Prepare_Text_HasNoControlsAndNoHalfCharacters(string text, string expected)
    {
        var prepared = EspeakText.Prepare(text, 1_000).ShouldNotBeNull();

        prepared[^1].ShouldBe((byte)0);
        Encoding.UTF8.GetString(prepared, 0, prepared.Length - 1).ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    [InlineData("\0\u0001\u0002")]
    [InlineData("\u200b\u200d\u202e\u2028")]
    public void Prepare_NothingToSay_GivesNull(string text) => EspeakText.Prepare(text, 1_000).ShouldBeNull();

    // Not theory data: half characters do not survive in an attribute.
    [Fact]
    public void Prepare_HalfCharacters_BecomeSpaces()
    {
        Encoding.UTF8.GetString(EspeakText.Prepare("x\ud83dy", 10).ShouldNotBeNull()).ShouldBe("x y\0");
        Encoding.UTF8.GetString(EspeakText.Prepare("x\ude00\ud83d", 10).ShouldNotBeNull()).ShouldBe("x  \0");
        EspeakText.Prepare("\ud800", 10).ShouldBeNull();
    }

    [Theory]
    [InlineData("abcdef", 3, "abc")]
    [InlineData("ab😀", 3, "ab")]
    [InlineData("ae\u0301\u0301b", 3, "a")]
    [InlineData("a👨‍👩‍👧‍👦b", 5, "a")]
    public void Prepare_TooLong_IsCutBetweenGraphemes(string text, int most, string expected)
    {
        var prepared = EspeakText.Prepare(text, most).ShouldNotBeNull();

        Encoding.UTF8.GetString(prepared, 0, prepared.Length - 1).ShouldBe(expected);
    }

    [Theory]
    [InlineData(1, 1, 1, 175, 50)]
    [InlineData(2, 1, 2, 350, 99)]
    [InlineData(2, 2, 0.5, 449, 0)]
    [InlineData(0.5, 0.5, 1, 80, 50)]
    [InlineData(double.NaN, double.PositiveInfinity, double.NaN, 175, 50)]
    [InlineData(0, -3, -1, 175, 50)]
    public void Prosody_Factors_AreClamped(double speed, double voiceSpeed, double pitch, int rate, int enginePitch)
    {
        var request = new SynthesisRequest("x", new Voice("v", "espeak", "en", "") { Speed = voiceSpeed, Pitch = pitch }) { Speed = speed };

        EspeakProsody.Of(request, 175).ShouldBe(new EspeakProsody(rate, enginePitch));
    }

    [Fact]
    public void Resolve_TwoVoicesOfOneLanguage_AreToldApart()
    {
        var table = new EspeakVoiceTable(
            [new("sit/yue", "Cantonese", [("yue", 5), ("zh", 8)]), new("sit/yue-Latn-jyutping", "Jyutping", [("yue", 5)]), new("sit/cmn", "Mandarin", [("cmn", 5), ("zh", 5)])],
            [new("!v/f3", "female3", [("variant", 5)])]);

        table.Voices.Select(voice => voice.EngineVoice).ShouldBe(["yue", "yue-Latn-jyutping", "cmn"]);
        table.Resolve("zh").ShouldNotBeNull().Identifier.ShouldBe("sit/cmn");
        table.Resolve("YUE+Female3").ShouldNotBeNull().Identifier.ShouldBe("sit/yue+f3");
        table.Resolve("yue+f3+f3").ShouldBeNull();
    }

    [Fact]
    public void Library_Missing_SaysHowToInstallIt()
    {
        var exception = Should.Throw<SynthesisException>(() => EspeakLibraryResolver.Load(["libno-such-speech.so.99"]));

        exception.Code.ShouldBe("engine-missing");
        exception.Message.ShouldContain("libno-such-speech.so.99");
        exception.Message.ShouldContain("install");
    }

    [Fact]
    public void Data_NowhereFound_SaysHowToInstallIt()
    {
        var exception = Should.Throw<SynthesisException>(() => EspeakData.Find("", [folder]));

        exception.Code.ShouldBe("engine-missing");
        exception.Message.ShouldContain("apt-get install espeak-ng-data");
    }

    [Fact]
    public void Data_FolderOrItsParent_IsFound()
    {
        var data = Path.Combine(folder, "espeak-ng-data");
        Directory.CreateDirectory(data);
        foreach (var file in new[] { "phontab", "phondata", "phonindex", "intonations" })
        {
            File.WriteAllText(Path.Combine(data, file), "x");
        }

        EspeakData.Find(folder).ShouldBe(data);
        EspeakData.Find(data + "/").ShouldBe(data);
        EspeakData.Find("", ["/nowhere", folder]).ShouldBe(data);
        File.Delete(Path.Combine(data, "phontab"));
        Should.Throw<SynthesisException>(() => EspeakData.Find(folder)).Message.ShouldContain("phontab");
    }

    [Fact]
    public void Data_PathTooLongForTheLibrary_IsRefused()
    {
        var deep = Path.Combine(folder, new string('d', 120));
        Directory.CreateDirectory(deep);
        foreach (var file in new[] { "phontab", "phondata", "phonindex", "intonations" })
        {
            File.WriteAllText(Path.Combine(deep, file), "x");
        }

        Should.Throw<SynthesisException>(() => EspeakData.Find(deep)).Message.ShouldContain("longer than 120 bytes");
    }
}
