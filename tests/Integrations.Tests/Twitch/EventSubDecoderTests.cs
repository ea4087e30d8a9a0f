using System.Text.Json;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Twitch.EventSub;
using IShowTts.TestKit.Twitch;

namespace IShowTts.Integrations.Tests.Twitch;

public sealed class EventSubDecoderTests
{
    [Fact]
    public void Decode_OwnNotifications_BecomeWhatTheyMean()
    {
        var decoded = Fixture.Read("eventsub.txt").Select(fixture => (fixture.Input, fixture.Expected, Actual: Describe(fixture.Input))).ToList();

        decoded.Count.ShouldBeGreaterThan(70);
        decoded.Where(line => line.Actual != line.Expected).Select(line => $"{line.Input}\n   is {line.Actual}\n  not {line.Expected}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[]", "object")]
    [InlineData("{}", "message_type")]
    [InlineData("""{"metadata":5}""", "metadata must be an object")]
    [InlineData("""{"metadata":{"message_type":null}}""", "message_type")]
    [InlineData("""{"metadata":{"message_type":"notification","message_id":"i","subscription_type":"channel.raid"}}""", "event")]
    [InlineData("""{"metadata":{"message_type":"notification","message_id":"i"},"payload":{"event":{}}}""", "subscription_type")]
    [InlineData("""{"metadata":{"message_type":"notification","subscription_type":"channel.chat.clear"},"payload":{"event":{}}}""", "message_id")]
    [InlineData("""{"metadata":{"message_type":"notification","message_id":"i","subscription_type":"channel.raid"},"payload":{"event":[]}}""", "event")]
    public void Decode_BrokenEnvelope_NamesTheMember(string json, string named)
    {
        var result = Decode(json);

        result.Event.ShouldBeNull();
        result.Code.ShouldBe(DecodeCodes.Malformed);
        result.Detail.ShouldContain(named);
    }

    [Theory]
    [InlineData("session_welcome")]
    [InlineData("session_keepalive")]
    [InlineData("session_reconnect")]
    [InlineData("revocation")]
    [InlineData("something_new")]
    public void Decode_ConnectionMessage_IsNoEvent(string kind) =>
        Decode("{\"metadata\":{\"message_type\":\"" + kind + "\"},\"payload\":{}}").Code.ShouldBe(DecodeCodes.NotAMessage);

    [Fact]
    public void Decode_WrongType_NamesTheMember() =>
        Decode(Envelope("channel.raid", """{"from_broadcaster_user_login":"a","viewers":"many"}""")).Detail.ShouldBe("message.payload.event.viewers must be a whole number");

    [Theory]
    [InlineData("channel.chat.message", """{"chatter_user_login":"ann","message_id":"m","message":{"text":"x"}}""")]
    [InlineData("channel.raid", """{"from_broadcaster_user_login":"ann","viewers":3}""")]
    [InlineData("channel.chat.clear", "{}")]
    public void Decode_AnyEvent_NamesItsFeed(string type, string body) => Decode(Envelope(type, body)).Event!.Feed.ShouldBe(type);

    [Fact]
    public void Decode_HeldAndThenShown_HaveDifferentEventIds()
    {
        const string Event = """{"user_login":"ann","chatter_user_login":"ann","message_id":"m","message":{"text":"x"}}""";

        var held = Decode(Envelope("automod.message.hold", Event)).Event.ShouldBeOfType<ChatMessage>();
        var shown = Decode(Envelope("channel.chat.message", Event)).Event.ShouldBeOfType<ChatMessage>();

        held.MessageId.ShouldBe(shown.MessageId);
        held.Id.ShouldNotBe(shown.Id);
    }

    internal static string Envelope(string type, string body) =>
        """{"metadata":{"message_type":"notification","message_id":"i","message_timestamp":"2026-01-01T00:00:00Z","subscription_type":""" + '"'
        + type + "\"},\"payload\":{\"event\":" + body + "}}";

    private static string Describe(string input)
    {
        var space = input.IndexOf(' ', StringComparison.Ordinal);
        return EventDescription.Of(Decode(Envelope(input[..space], input[(space + 1)..])));
    }

    private static DecodeResult Decode(string json)
    {
        using var document = JsonDocument.Parse(json);
        return EventSubDecoder.Decode(document.RootElement, DateTimeOffset.UnixEpoch);
    }
}
