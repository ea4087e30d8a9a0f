using IShowTts.Integrations.Twitch.Irc;

namespace IShowTts.Integrations.Tests.Twitch;

public sealed class IrcLineTests
{
    [Fact]
    public void Parse_FullLine_GivesEveryPart()
    {
        var line = Parse("@a=1;b=two :Nick!user@host PRIVMSG #Chan :hello : world\r\n");

        line.Tags["a"].ShouldBe("1");
        line.Tags["b"].ShouldBe("two");
        line.Prefix.ShouldBe("Nick!user@host");
        line.Nick.ShouldBe("nick");
        line.Command.ShouldBe("PRIVMSG");
        line.Channel.ShouldBe("chan");
        line.Text.ShouldBe("hello : world");
    }

    [Theory]
    [InlineData(@"a\:b", "a;b")]
    [InlineData(@"a\sb", "a b")]
    [InlineData(@"a\\sb", @"a\sb")]
    [InlineData(@"a\r\nb", "a\r\nb")]
    [InlineData(@"a\xb", "axb")]
    [InlineData(@"a\", "a")]
    [InlineData(@"a\\", @"a\")]
    [InlineData("a=b", "a=b")]
    [InlineData("", "")]
    public void Tag_Escapes_AreUndone(string raw, string value) =>
        Parse($"@key={raw} PING").Tags["key"].ShouldBe(value);

    [Fact]
    public void Tag_TwiceInALine_LastWins() => Parse("@id=first;x=;id=second PING").Tags["id"].ShouldBe("second");

    [Fact]
    public void Tag_WithoutValueOrMissing_IsEmpty()
    {
        var tags = Parse("@vip;mod= PING").Tags;

        tags["vip"].ShouldBe("");
        tags["mod"].ShouldBe("");
        tags["other"].ShouldBe("");
        tags.Has("vip").ShouldBeTrue();
        tags.Has("other").ShouldBeFalse();
    }

    [Theory]
    [InlineData("12", 12)]
    [InlineData("-1", 0)]
    [InlineData("1.5", 0)]
    [InlineData("99999999999", 0)]
    [InlineData("", 0)]
    public void TagNumber_AnyText_IsANumberOrZero(string raw, int number) => Parse($"@n={raw} PING").Tags.Number("n").ShouldBe(number);

    [Fact]
    public void Parse_TextAsMiddleParameter_IsTheText() => Parse(":a!a@a PRIVMSG #c sup").Text.ShouldBe("sup");

    [Fact]
    public void Parse_ManySpaces_AreOne() => Parse("@a=1   :x   PRIVMSG   #c   :  two").Text.ShouldBe("  two");

    [Fact]
    public void Parse_MoreParametersThanAllowed_LastTakesTheRest()
    {
        var line = Parse("CMD 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17");

        line.Parameters.Count.ShouldBe(15);
        line.Parameters[^1].ShouldBe("15 16 17");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("@tags-only")]
    [InlineData(":prefix.only")]
    [InlineData("@a=1 :p !!")]
    [InlineData("12")]
    public void Parse_NoCommand_SaysSo(string raw)
    {
        IrcLine.TryParse(raw, out var line, out var error).ShouldBeFalse();

        line.ShouldBeNull();
        error.ShouldContain("command");
    }

    [Theory]
    [InlineData(":tmi.twitch.tv PING", "")]
    [InlineData(":jtv PING", "jtv")]
    [InlineData("PING", "")]
    public void Nick_Prefix_IsAPersonOrNobody(string raw, string nick) => Parse(raw).Nick.ShouldBe(nick);

    private static IrcLine Parse(string raw)
    {
        IrcLine.TryParse(raw, out var line, out var error).ShouldBeTrue(error);
        return line!;
    }
}
