using IShowTts.Worker.Cli.Bench;

namespace IShowTts.Worker.Tests.Cli.Bench;

public class SpeechRateRuleTests
{
    [Theory]
    [InlineData(4.9, false)]
    [InlineData(5, true)]
    [InlineData(14, true)]
    [InlineData(30, true)]
    [InlineData(30.1, false)]
    [InlineData(double.PositiveInfinity, false)]
    [InlineData(double.NaN, false)]
    public void Judge_OfARate_AllowsSpeechOnly(double rate, bool isSpeech) => (SpeechRateRule.Judge(rate) is null).ShouldBe(isSpeech);

    [Theory]
    [InlineData("hello", 5)]
    [InlineData("你好", 6)]
    [InlineData("😀!", 2)]
    public void Characters_OfAText_CountsSyllablesThreefold(string text, int expected) => SpeechRateRule.Characters(text).ShouldBe(expected);
}
