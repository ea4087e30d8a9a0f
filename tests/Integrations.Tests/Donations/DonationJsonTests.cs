using FsCheck.Xunit;
using IShowTts.Integrations.Donations;

namespace IShowTts.Integrations.Tests.Donations;

public sealed class DonationJsonTests
{
    [Theory]
    [InlineData(@"{""a"":""\ud83d""}", "\ufffd")]
    [InlineData(@"{""a"":""\udc4b x""}", "\ufffd x")]
    [InlineData(@"{""a"":""\ud83d\ude02""}", "😂")]
    [InlineData(@"{""a"":""\ud83d\ud83d\ude02""}", "\ufffd😂")]
    [InlineData(@"{""a"":""\\ud83d""}", @"\ud83d")]
    [InlineData(@"{""a"":""\\\ud83d\n""}", "\\\ufffd\n")]
    public void Parse_HalfSurrogates_AreReplaced(string json, string expected)
    {
        using var document = DonationJson.TryParse(json);

        document.ShouldNotBeNull().RootElement.Text("a").ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\":\"\\")]
    [InlineData("{\"a\":\"\\u")]
    [InlineData("{\"a\":\"\\ud83d\\u")]
    [InlineData("{\"a\":NaN}")]
    public void Parse_NoJson_IsNone(string json) => DonationJson.TryParse(json).ShouldBeNull();

    [Fact]
    public void Parse_NestedDeep_IsNone() => DonationJson.TryParse(new string('[', 1000) + new string(']', 1000)).ShouldBeNull();

    [Property(MaxTest = 3000)]
    public void Read_HalfSurrogatesAnywhere_NeverThrows(ushort[] units, int at)
    {
        var escaped = string.Concat(units.Select(unit => $"\\u{0xd700 + (unit % 0x1000):x4}"));
        var json = $$"""{"{{escaped}}":"{{escaped}}","a":{"b":"{{escaped}}"} }""";
        if (at % 3 == 0) json = json.Insert(Math.Abs(at % json.Length), "\\");

        using var document = DonationJson.TryParse(json);

        document?.RootElement.Text("b").ShouldBeEmpty();
        document?.RootElement.Member("a").Text("b");
    }
}
