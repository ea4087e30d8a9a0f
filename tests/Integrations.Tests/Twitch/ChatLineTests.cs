using IShowTts.Integrations.Twitch.Irc;

namespace IShowTts.Integrations.Tests.Twitch;

public sealed class ChatLineTests
{
    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("  a\r\nb\0\tc ", "a  b  c")]
    [InlineData("/ban ann", "ban ann")]
    [InlineData(".timeout ann", "timeout ann")]
    [InlineData("//.x", "x")]
    [InlineData("... well", "... well")]
    [InlineData(".5 seconds", ".5 seconds")]
    [InlineData(" \r\n ", "")]
    public void Clean_AnyText_IsOneLineAndNoCommand(string text, string clean) => ChatLine.Clean(text).ShouldBe(clean);

    [Fact]
    public void Clean_LongText_IsCutBetweenGraphemes()
    {
        var family = "👨‍👩‍👧‍👦";
        var text = new string('x', 495) + family + "y";

        ChatLine.Clean(text).ShouldBe(new string('x', 495));
    }

    [Fact]
    public void Clean_OneEndlessGrapheme_IsCutBetweenCodePoints()
    {
        var text = "a" + string.Concat(Enumerable.Repeat("\U000E0101", 400));

        var clean = ChatLine.Clean(text);

        clean.Length.ShouldBeInRange(490, 500);
        char.IsHighSurrogate(clean[^1]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, "PRIVMSG #c :hi")]
    [InlineData("", "PRIVMSG #c :hi")]
    [InlineData("0c1e-9A", "@reply-parent-msg-id=0c1e-9A PRIVMSG #c :hi")]
    [InlineData("x PRIVMSG #other", "PRIVMSG #c :hi")]
    [InlineData("x\r\nQUIT", "PRIVMSG #c :hi")]
    public void Format_ReplyId_IsTakenOnlyWhenItIsAnId(string? id, string line) => ChatLine.Format("c", "hi", id).ShouldBe(line);
}
