using System.Reflection;
using System.Text.RegularExpressions;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Queue;

public class ReasonTextsTests
{
    private static string[] AllCodes { get; } = [.. typeof(ReasonCodes)
        .GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
        .Where(field => field.IsLiteral)
        .Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void Codes_All_HaveASentenceAndNoOthersHave()
    {
        AllCodes.Length.ShouldBeGreaterThan(40);

        ReasonTexts.Codes.ShouldBe(AllCodes, ignoreOrder: true);
    }

    [Fact]
    public void Codes_All_AreUniqueKebabCase()
    {
        AllCodes.ShouldBeUnique();

        AllCodes.ShouldAllBe(code => Regex.IsMatch(
            code, "^[a-z]+(-[a-z]+)*$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void For_EveryCode_IsOneShortSentence()
    {
        var sentences = AllCodes.Select(ReasonTexts.For).ToArray();

        sentences.ShouldBeUnique();
        sentences.ShouldAllBe(sentence => sentence.Length <= 80 && char.IsUpper(sentence[0]) && sentence.EndsWith('.'));
    }

    [Fact]
    public void For_UnknownCode_NamesTheCode() => ReasonTexts.For("from-the-future").ShouldContain("from-the-future");

    [Fact]
    public void For_ReasonWithRuleAndDetail_TellsDetailAndRule()
    {
        var reason = new StateReason(ReasonCodes.Length, "Filters:Length:MaxCharacters", "The message has 412 characters, 300 are allowed.");

        var text = ReasonTexts.For(reason);

        text.ShouldBe("The message has 412 characters, 300 are allowed. [Filters:Length:MaxCharacters]");
    }

    [Fact]
    public void For_NoReason_IsEmpty() => ReasonTexts.For((StateReason?)null).ShouldBeEmpty();
}
