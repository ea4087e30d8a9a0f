using FsCheck.Xunit;
using IShowTts.Integrations.Discord;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Discord;

namespace IShowTts.Worker.Tests.Discord;

public sealed class DiscordMessageTextTests
{
    private static readonly Dictionary<string, string> s_names = new() { ["12"] = "Ann", ["7"] = "mods" };
    private readonly DiscordMessageText _text = new(s_names, [new DiscordChannel("5", "general", 0, 0)]);

    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("hi <@12> and <@!12>", "hi @Ann and @Ann")]
    [InlineData("<@99>?", "@somebody?")]
    [InlineData("<@&7> go to <#5> or <#6>", "@mods go to #general or #channel")]
    [InlineData("<:wave:123> <a:dance_1:456>", "wave dance_1")]
    [InlineData("<:a1:1><:b2:2>", "a1 b2")]
    [InlineData("<t:1700000000:R> it starts", "a time it starts")]
    [InlineData("type </tts say:123>", "type /tts say")]
    [InlineData("see <https://example.org/a?b>", "see https://example.org/a?b")]
    [InlineData("he dies ||at the end|| !", "he dies spoiler !")]
    [InlineData("a || b", "a || b")]
    [InlineData("|||| x", "|||| x")]
    [InlineData("1 < 2 > 1 | 3", "1 < 2 > 1 | 3")]
    [InlineData("<@> <@x> <:: > <:a b:1> <> < <t>", "<@> <@x> <:: > <:a b:1> <> < <t>")]
    [InlineData("**bold** _it_ `code`", "**bold** _it_ `code`")]
    [InlineData("<@!&#12>", "@Ann")]
    public void Read_MarkUp_IsReadable(string written, string readable) => _text.Read(written).Text.ShouldBe(readable);

    [Fact]
    public void Read_Emoji_AreEmotesOfTheFilters()
    {
        var message = _text.Read("a <:wave:123><a:dance:456>");

        message.Spans.ShouldBe([new TextSpan(2, 4, TextSpanKind.Emote, "123"), new TextSpan(7, 5, TextSpanKind.Emote, "456")]);
        message.Slice(message.Spans[1]).ToString().ShouldBe("dance");
    }

    [Property(MaxTest = 500)]
    public void Read_AnyText_HasSpansInsideTheText(string written)
    {
        var message = _text.Read("<:x:1>" + written + "<@12>||" + written + "<:y:2>");

        var at = 0;
        foreach (var span in message.Spans)
        {
            span.Start.ShouldBeGreaterThanOrEqualTo(at);
            span.Length.ShouldBeGreaterThan(0);
            at = span.Start + span.Length;
        }

        at.ShouldBeLessThanOrEqualTo(message.Text.Length);
    }

    [Fact]
    public void Read_HostileLength_IsLinear()
    {
        // Quadratic reading of this would take minutes.
        _text.Read(string.Concat(Enumerable.Repeat("<@", 500_000))).Text.Length.ShouldBe(1_000_000);
    }
}
