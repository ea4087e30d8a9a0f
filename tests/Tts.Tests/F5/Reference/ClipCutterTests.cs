using System.Text.Json;
using FsCheck.Xunit;
using IShowTts.TestKit;
using IShowTts.Tts.F5.Reference;

namespace IShowTts.Tts.Tests.F5.Reference;

public sealed class ClipCutterTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static TheoryData<string> Cases()
    {
        var data = new TheoryData<string>();
        var file = Path.Combine(Goldens.Folder, "prep", "cases.json");
        foreach (var name in File.Exists(file) ? JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.EnumerateArray().Select(entry => entry.GetProperty("name").GetString()!) : [Goldens.None])
        {
            data.Add(name);
        }

        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Cut_ClipOfTheReference_IsItsOutputSampleForSample(string name)
    {
        var entry = JsonDocument.Parse(File.ReadAllBytes(Goldens.Require("prep/cases.json"))).RootElement.EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == name);
        var expected = Read(Goldens.Require(entry.GetProperty("output").GetString()!));

        var cut = ClipCutter.Cut(Read(Goldens.Require(entry.GetProperty("input").GetString()!)));

        (cut.SampleRate, cut.Channels, cut.SampleFrames).ShouldBe((entry.GetProperty("out_rate").GetInt32(), entry.GetProperty("channels").GetInt32(), entry.GetProperty("out_samples").GetInt32()));
        cut.Milliseconds.ShouldBe(entry.GetProperty("out_ms").GetInt32());
        cut.Samples.AsSpan().SequenceEqual(expected.Samples).ShouldBeTrue();
    }

    // What the pieces are for: one of each path through the 12 s rule.
    [Theory]
    [InlineData(24_000, 1, "short", new[] { 300, 0, 1_500, 5, 200, 0 })]
    [InlineData(11_025, 2, "long pauses", new[] { 4_003, 5, 2_777, 0, 4_211, 5, 1_500, 0, 5_000, 5 })]
    [InlineData(16_000, 1, "short pauses", new[] { 3_333, 5, 250, 0, 4_000, 5, 131, 0, 4_999, 5, 333, 0, 3_000, 5 })]
    [InlineData(22_050, 1, "no pause", new[] { 12_345, 5 })]
    [InlineData(44_100, 2, "quiet edges", new[] { 123, 0, 77, 1, 1_234, 5, 88, 1, 345, 0 })]
    [InlineData(16_000, 1, "only silence", new[] { 2_500, 0 })]
    [InlineData(16_000, 1, "silence and a click", new[] { 1_005, 0, 10, 5, 1_000, 0 })]
    public void Cut_Script_IsThePlainImplementations(int rate, int channels, string what, int[] script)
    {
        var parts = script.Chunk(2).Select(part => (part[0], part[1] switch { 0 => 0.0, 1 => 0.004, _ => 0.3 })).ToArray();
        var clip = Clip(rate, channels, WavBytes.Script(rate, channels, seed: rate, parts));

        var cut = ClipCutter.Cut(clip);

        cut.Samples.AsSpan().SequenceEqual(new PydubReference(rate, channels, clip.Samples).Cut()).ShouldBeTrue(what);
    }

    [Property(MaxTest = 8)]
    public bool Cut_AnySequenceOfSoundAndPause_IsThePlainImplementations(byte[] lengths, bool stereo, byte odd)
    {
        var rate = 8_000 + (odd * 7);
        var parts = lengths.Take(12).Select((length, i) => (length * 11, new[] { 0.3, 0.0, 0.1, 0.0015, 0.02 }[(i + odd) % 5])).Prepend((400, 0.2)).ToArray();
        var clip = Clip(rate, stereo ? 2 : 1, WavBytes.Script(rate, stereo ? 2 : 1, odd, parts));

        return ClipCutter.Cut(clip).Samples.AsSpan().SequenceEqual(new PydubReference(rate, clip.Channels, clip.Samples).Cut());
    }

    [Theory]
    [InlineData(24_000, 1_198)]
    [InlineData(16_000, 799)]
    [InlineData(44_100, 2_201)]
    [InlineData(11_025, 551)]
    public void Tail_AtARate_HasTheReferencesLength(int rate, int expected) => ClipCutter.TailSampleFrames(rate).ShouldBe(expected);

    private static PcmClip Read(string path)
    {
        using var stream = File.OpenRead(path);
        return PcmClip.Read(stream, Longest);
    }

    private static PcmClip Clip(int rate, int channels, float[] samples) => PcmClip.Read(new MemoryStream(WavBytes.Of(rate, channels, samples)), Longest);
}
