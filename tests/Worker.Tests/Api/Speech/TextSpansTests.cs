using FsCheck.Xunit;
using IShowTts.Worker.Api.Speech;

namespace IShowTts.Worker.Tests.Api.Speech;

public class TextSpansTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Property]
    public void Spans_OfAnyTextAndAnyProgress_FollowEachOtherToTheEnd(string? said, ushort[] progress)
    {
        var text = said ?? "";
        var spans = new TextSpans(text, 1);
        var at = 0;
        foreach (var told in progress)
        {
            var (start, end) = spans.Next(TimeSpan.FromMilliseconds(told % 700), told);
            start.ShouldBe(at);
            end.ShouldBeInRange(start, text.Length);
            at = end;
        }

        spans.Rest().ShouldBe((at, text.Length));
    }

    [Fact]
    public void Spans_OfAnEngineThatTells_AreAtLeastWhatItTold()
    {
        var spans = new TextSpans("One sentence. Another one that is long.", 1);

        spans.Next(TimeSpan.FromMilliseconds(10), 0).ShouldBe((0, 0));
        spans.Next(TimeSpan.FromMilliseconds(10), 13).End.ShouldBeGreaterThanOrEqualTo(13);
    }

    [Fact]
    public void Spans_InBetween_EndAtTheEndOfAWord()
    {
        var spans = new TextSpans("alpha beta gamma delta", 1);

        // 15 characters a second: in the middle of "gamma", so "beta" is the last whole word.
        spans.Next(Second * 0.8, 0).ShouldBe((0, 10));
        spans.Next(Second * 0.3, 0).ShouldBe((10, 16));
    }

    [Fact]
    public void Spans_OfAScriptWithoutSpaces_GoOnByCharacter()
    {
        new TextSpans("你好世界你好世界你好世界你好世界", 1).Next(Second * 0.5, 0).ShouldBe((0, 7));
    }

    [Fact]
    public void Spans_NeverPartAnEmoji()
    {
        new TextSpans("😀😀😀😀😀😀😀😀😀😀", 1).Next(Second * 0.5, 0).ShouldBe((0, 6));
    }
}
