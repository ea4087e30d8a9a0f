using System.Text;
using FsCheck.Xunit;
using IShowTts.Worker.Cli.LiveConsole;

namespace IShowTts.Worker.Tests.Cli.LiveConsole;

public class ConsoleTextTests
{
    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("[red]not markup[/]", "[red]not markup[/]")]
    [InlineData("\u001b[31mred\u001b[0m \u001b]0;title\u0007bell", "[31mred[0m ]0;titlebell")]
    [InlineData("\u009b2Jclear", "2Jclear")]
    [InlineData("one\r\ntwo\tthree\u2028four\u00a0 five", "one two three four five")]
    [InlineData("evil\u202Eatad\u202C", "evilatad")]
    [InlineData("z\u200Be\u2060r\uFEFFo", "zero")]
    [InlineData("private \ue000", "private \ufffd")]
    [InlineData("  ends  ", "ends")]
    [InlineData("👩\u200D💻 codes", "👩\u200D💻 codes")]
    [InlineData("hid\u200Dden", "hidden")]
    [InlineData(null, "")]
    public void Clean_HostileText_IsHarmlessAndStillReadable(string? text, string expected) => ConsoleText.Clean(text).ShouldBe(expected);

    [Fact]
    public void Clean_LoneSurrogate_IsReplaced() => ConsoleText.Clean("lone \ud800 half").ShouldBe("lone \ufffd half");

    [Fact]
    public void Clean_PiledUpMarks_KeepsThree()
    {
        var zalgo = "a" + new string('\u0301', 200) + "b";

        var clean = ConsoleText.Clean(zalgo);

        clean.ShouldBe("a\u0301\u0301\u0301b");
    }

    [Theory]
    [InlineData("hello", 5, "hello")]
    [InlineData("hello", 4, "hel…")]
    [InlineData("日本語", 5, "日本…")]
    [InlineData("日本語", 4, "日…")]
    [InlineData("a👩\u200D💻b", 3, "a…")]
    public void Fit_TooLong_EndsWithAnEllipsisAndCutsNoGrapheme(string text, int cells, string expected) => ConsoleText.Fit(text, cells).ShouldBe(expected);

    [Fact]
    public void Wrap_LongText_BreaksAtSpacesAndTellsThatMoreFollows()
    {
        var lines = ConsoleText.Wrap("the quick brown fox jumps over the lazy dog", 12, 3);

        lines.ShouldBe(["the quick", "brown fox", "jumps over …"]);
    }

    [Fact]
    public void Wrap_WordLongerThanALine_IsCut() => ConsoleText.Wrap("see " + new string('x', 30), 10, 2).ShouldBe(["see", "xxxxxxxxx…"]);

    [Property(MaxTest = 500)]
    public void Clean_AnyText_HasNoControlsAndIsWhole(string? text)
    {
        var clean = ConsoleText.Clean(text);

        clean.ShouldNotContain(unit => char.IsControl(unit));
        clean.EnumerateRunes().ShouldNotContain(rune => rune == Rune.ReplacementChar && !clean.Contains('\ufffd'));
        ConsoleText.Clean(clean).ShouldBe(clean);
    }

    [Property(MaxTest = 500)]
    public void FitAndWrap_AnyText_StayWithinTheirCells(string? text, byte size)
    {
        var cells = 2 + (size % 60);
        var clean = ConsoleText.Clean(text);

        ConsoleText.Width(ConsoleText.Fit(clean, cells)).ShouldBeLessThanOrEqualTo(cells);
        var lines = ConsoleText.Wrap(clean, cells, 3);
        lines.Count.ShouldBeLessThanOrEqualTo(3);
        lines.ShouldAllBe(line => ConsoleText.Width(line) <= cells);
    }
}
