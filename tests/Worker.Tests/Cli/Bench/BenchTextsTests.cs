using IShowTts.Worker.Cli.Bench;

namespace IShowTts.Worker.Tests.Cli.Bench;

public sealed class BenchTextsTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Own_Texts_AreOfEveryClass() =>
        BenchTexts.Own.Select(text => text.Class).Distinct().ShouldBe(["short", "medium", "long", "technical", "emotional"]);

    [Fact]
    public void Read_AFile_LeavesOutCommentsAndBlankLines() =>
        BenchTexts.Read(folder.Write("texts", "# ours\n\nshort: Hi: you\n odd : A\n")).ShouldBe([new BenchText("short", "Hi: you"), new BenchText("odd", "A")]);

    [Theory]
    [InlineData("no colon here", "line 1")]
    [InlineData("short:", "line 1")]
    [InlineData("short: ok\n: nothing before", "line 2")]
    [InlineData("# nothing", "has no text")]
    public void Read_AWrongFile_SaysWhere(string content, string words) =>
        Should.Throw<FormatException>(() => BenchTexts.Read(folder.Write("texts", content))).Message.ShouldContain(words);

    [Fact]
    public void Read_ATextThatIsTooLong_SaysWhere() =>
        Should.Throw<FormatException>(() => BenchTexts.Read(folder.Write("texts", "long: " + new string('a', 2_001)))).Message.ShouldContain("2000");

    [Fact]
    public void Read_TooManyTexts_IsRefused() =>
        Should.Throw<FormatException>(() => BenchTexts.Read(folder.Write("texts", string.Concat(Enumerable.Repeat("a: b\n", BenchTexts.MostTexts + 1))))).Message.ShouldContain("more than 200");
}
