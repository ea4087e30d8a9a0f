using FsCheck.Xunit;
using IShowTts.Tts.Text;

namespace IShowTts.Tts.Tests.Text;

public sealed class NumberWordsTests
{
    [Theory]
    [InlineData(0, "zero")]
    [InlineData(13, "thirteen")]
    [InlineData(42, "forty-two")]
    [InlineData(100, "one hundred")]
    [InlineData(1001, "one thousand one")]
    [InlineData(-7, "minus seven")]
    [InlineData(2_000_000, "two million")]
    [InlineData(999_999_999_999_999, "nine hundred ninety-nine trillion nine hundred ninety-nine billion nine hundred ninety-nine million nine hundred ninety-nine thousand nine hundred ninety-nine")]
    public void Cardinal_Number_IsSpelledOut(long number, string words) => NumberWords.Cardinal(number).ShouldBe(words);

    [Theory]
    [InlineData(1, "first")]
    [InlineData(12, "twelfth")]
    [InlineData(20, "twentieth")]
    [InlineData(33, "thirty-third")]
    [InlineData(1000, "one thousandth")]
    public void Ordinal_Number_IsSpelledOut(long number, string words) => NumberWords.Ordinal(number).ShouldBe(words);

    [Theory]
    [InlineData(2026, "twenty twenty-six")]
    [InlineData(2005, "two thousand five")]
    [InlineData(1905, "nineteen oh five")]
    [InlineData(1800, "eighteen hundred")]
    [InlineData(2000, "two thousand")]
    public void Year_Number_IsSpelledOut(int year, string words) => NumberWords.Year(year).ShouldBe(words);

    [Property(MaxTest = 500)]
    public bool Normalize_AnyText_NeverThrowsAndStaysLinear(string? text)
    {
        var normalizer = new TextNormalizer(new TextOptions(), ReplacementList.Create([], out _), new Dictionary<string, string>());
        var written = text ?? "";

        var spoken = normalizer.Normalize(written);
        _ = NameSpeller.Speak(written);

        // The longest growth is a digit to its word, in groups: "999" to "nine hundred ninety-nine".
        return spoken.Length <= written.Length * 30 + 40;
    }
}
