using IShowTts.Integrations.Twitch.Irc;
using IShowTts.Integrations.Twitch.Text;
using IShowTts.TestKit.Twitch;

namespace IShowTts.Integrations.Tests.Twitch;

/// <summary>Lines of our own, one of each kind, with what they must become.</summary>
public sealed class OwnIrcLinesTests
{
    private static readonly IrcEventDecoder s_decoder = new("ourbot", CheermotePrefixes.Global);

    [Fact]
    public void Decode_OwnLines_BecomeWhatTheyMean()
    {
        var fixtures = Fixture.Read("irc.txt");

        // In order and by one decoder: the single gifts of a gift bomb are known by what came before.
        var decoded = fixtures.Select(fixture => (fixture.Input, fixture.Expected, Actual: Describe(fixture.Input))).ToList();

        decoded.Count.ShouldBeGreaterThan(90);
        decoded.Where(line => line.Actual != line.Expected).Select(line => $"{line.Input}\n   is {line.Actual}\n  not {line.Expected}").ShouldBeEmpty();
    }

    [Fact]
    public void Decode_SentTime_IsTheEventsTime()
    {
        var received = new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

        At("@tmi-sent-ts=1507246572675").ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1507246572675));
        At("@tmi-sent-ts=99999999999999999").ShouldBe(received);
        At("@tmi-sent-ts=-5").ShouldBe(received);
        At("@id=1").ShouldBe(received);

        DateTimeOffset At(string tags) => s_decoder.Decode(Parse($"{tags} :a!a@a PRIVMSG #c :x"), received).Event!.At;
    }

    [Theory]
    [InlineData("@id=1 :a!a@a PRIVMSG #c :x", "privmsg")]
    [InlineData("@msg-id=raid;msg-param-viewerCount=3;login=a :tmi.twitch.tv USERNOTICE #c", "usernotice")]
    [InlineData(":tmi.twitch.tv CLEARCHAT #c", "clearchat")]
    public void Decode_AnyEvent_NamesItsFeed(string raw, string feed) => s_decoder.Decode(Parse(raw), DateTimeOffset.UnixEpoch).Event!.Feed.ShouldBe(feed);

    private static string Describe(string raw) => EventDescription.Of(s_decoder.Decode(Parse(raw), DateTimeOffset.UnixEpoch));

    private static IrcLine Parse(string raw)
    {
        IrcLine.TryParse(raw, out var line, out var error).ShouldBeTrue(error);
        return line!;
    }
}
