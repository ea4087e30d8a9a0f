using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using IShowTts.Integrations.Donations;
using IShowTts.Integrations.Donations.DonationAlerts;
using IShowTts.Integrations.Donations.SocketIo;
using IShowTts.Integrations.Donations.StreamElements;
using IShowTts.Integrations.Donations.Streamlabs;
using IShowTts.Integrations.Donations.Tipeee;
using IShowTts.Integrations.Events;
using IShowTts.TestKit.Donations.Loopback;

namespace IShowTts.Integrations.Tests.Donations;

public sealed class DonationDecoderTests
{
    private static readonly DateTimeOffset s_now = new(2026, 5, 10, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] s_documents =
    [
        LoopbackStreamElements.Tip("t", "hi"), LoopbackSocketIo.Donation("d", "hi")[2..], LoopbackSocketIo.Tipeee("r", "hi"), LoopbackDonationAlerts.Donation(1, "hi"),
        LoopbackStreamElements.Message(LoopbackStreamElements.Tip("t", "hi")), LoopbackDonationAlerts.OldPush("{}"), LoopbackDonationAlerts.NewPush("{}"),
    ];

    [Theory]
    [InlineData("""{"amount":"3","currency":"EUR","_id":"a","id":7}""", "a")]
    [InlineData("""{"amount":3.50,"currency":"EUR","id":7}""", "7")]
    [InlineData("""{"amount":3,"currency":"EUR","id":"seven"}""", "seven")]
    [InlineData("""{"amount":3,"currency":"EUR"}""", "evt:0")]
    public void Streamlabs_Ids_AreTakenInTheirOrder(string item, string id)
    {
        Streamlabs($$"""{"type":"donation","event_id":"evt","message":[{{item}}]}""").ShouldHaveSingleItem().Id.ShouldBe(id);
        Streamlabs($$"""{"type":"donation","event_id":"evt","for":"","message":{{item}}}""").ShouldHaveSingleItem().Id.ShouldBe(id);
    }

    [Fact]
    public void Streamlabs_SeveralInOneEvent_AreAllRead()
    {
        const string Item = """{"amount":3,"currency":"EUR","from":"Ann"}""";

        var donations = Streamlabs($$"""{"type":"donation","event_id":"evt","message":[{{Item}},5,{"amount":"x"},{{Item}}]}""");

        donations.Select(donation => donation.Id).ShouldBe(["evt:0", "evt:3"]);
        donations[0].Viewer.DisplayName.ShouldBe("Ann");
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("\"1\"", true)]
    [InlineData("false", false)]
    [InlineData("null", false)]
    [InlineData("{}", false)]
    public void Streamlabs_TestAlert_IsMarked(string isTest, bool expected) =>
        Streamlabs($$"""{"type":"donation","message":[{"_id":"a","amount":3,"currency":"EUR","isTest":{{isTest}} }]}""").ShouldHaveSingleItem().IsTest.ShouldBe(expected);

    [Theory]
    [InlineData("Tom &amp; Jerry", "Tom & Jerry")]
    [InlineData("&lt;b&gt;bold&lt;/b&gt; <i class='x'>it</i>", "bold it")]
    [InlineData("I &lt;3 you > me", "I <3 you > me")]
    [InlineData("a<!-- hidden -->b<!DOCTYPE x>c", "abc")]
    [InlineData("&amp;lt;b&amp;gt;", "&lt;b&gt;")]
    [InlineData("<<<a", "<<<a")]
    public void Tipeee_Html_IsTakenOut(string html, string text) => TipeeeStreamDecoder.WithoutHtml(html).ShouldBe(text);

    [Fact]
    public void Tipeee_HugeHtml_IsReadInTime() => TipeeeStreamDecoder.WithoutHtml(string.Concat(Enumerable.Repeat("<a ", 300_000))).Length.ShouldBe(900_000);

    [Theory]
    [InlineData("https://sso-cf.tipeeestream.com", "\"443\"", "wss://sso-cf.tipeeestream.com:443")]
    [InlineData("SSO.tipeeestream.com/", "4242", "wss://sso.tipeeestream.com:4242")]
    [InlineData("wss://api.tipeeestream.com", "443", "wss://api.tipeeestream.com:443")]
    [InlineData("https://evil.example", "443", null)]
    [InlineData("https://eviltipeeestream.com", "443", null)]
    [InlineData("https://a@b.tipeeestream.com", "443", null)]
    [InlineData("https://evil.example/.tipeeestream.com", "443", null)]
    [InlineData("https://evil.example?.tipeeestream.com", "443", null)]
    [InlineData("https://x.tipeeestream.com", "0", null)]
    [InlineData("https://x.tipeeestream.com", "99999", null)]
    [InlineData("https://x.tipeeestream.com", "{}", null)]
    [InlineData("", "443", null)]
    public void Tipeee_SocketServer_MustBeOfTheApisDomain(string host, string port, string? address)
    {
        using var answer = JsonDocument.Parse($$$"""{"datas":{"host":"{{{host}}}","port":{{{port}}} } }""");

        TipeeeStreamFeed.ReadServer(answer.RootElement, new Uri("https://api.tipeeestream.com")).ShouldBe(address);
    }

    [Fact]
    public void Tipeee_OtherTypes_AreIgnored()
    {
        using var follow = JsonDocument.Parse(LoopbackSocketIo.Tipeee("r", "x").Replace("\"donation\"", "\"follow\"", StringComparison.Ordinal));

        TipeeeStreamDecoder.DecodeEvent(follow.RootElement, s_now).Code.ShouldBe(DecodeCodes.NotAMessage);
    }

    [Fact]
    public void DonationAlerts_RecordedMessage_HasNoWords()
    {
        using var donation = JsonDocument.Parse(LoopbackDonationAlerts.Donation(30530030, "link", "audio"));

        var read = DonationAlertsDecoder.Decode(donation.RootElement, s_now).Event.ShouldBeOfType<Donation>();

        read.Message.Text.ShouldBeEmpty();
        (read.Id, read.Amount, read.Currency, read.At).ShouldBe(("30530030", 500m, "RUB", new DateTimeOffset(2026, 2, 1, 9, 0, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("0{\"sid\":\"x\"}", "{\"sid\":\"x\"}")]
    [InlineData("42[\"a\"]", "[\"a\"]")]
    [InlineData("42/ns,[\"a\"]", "[\"a\"]")]
    [InlineData("4217[\"a\"]", "[\"a\"]")]
    [InlineData("42/ns", "")]
    [InlineData("40/ns", "")]
    [InlineData("44\"secret\"", "")]
    public void SocketIo_Frame_GivesItsPayload(string text, string payload) => SocketIoFrame.Read(text).Payload.ShouldBe(payload);

    [Property(MaxTest = 5000)]
    public void Decoders_MutatedDocument_GiveADonationOrAReason(DoNotSize<int> seed)
    {
        using var document = DonationJson.TryParse(Mutate(seed.Item));
        if (document is null) return;
        var json = document.RootElement;

        Check(StreamElementsDecoder.Decode(json, s_now));
        Check(StreamElementsDecoder.Decode(AstroMessage.Read(json).Data, s_now));
        foreach (var result in StreamlabsDecoder.Decode("event", json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().LastOrDefault() : json, s_now)) Check(result);
        Check(TipeeeStreamDecoder.DecodeEvent(json, s_now));
        Check(DonationAlertsDecoder.Decode(json, s_now));
        DonationAlertsDecoder.FindDonation(json, LoopbackDonationAlerts.Channel);
    }

    [Property(MaxTest = 2000)]
    public void SocketIo_AnyText_IsAFrame(string? text, int kind) => SocketIoFrame.Read($"4{Math.Abs(kind % 10)}{text}").Payload.Length.ShouldBeLessThanOrEqualTo((text ?? "").Length);

    private static List<Donation> Streamlabs(string argument)
    {
        using var document = JsonDocument.Parse(argument);
        return [.. StreamlabsDecoder.Decode("event", document.RootElement, s_now).Select(result => result.Event).OfType<Donation>()];
    }

    private static void Check(DecodeResult result)
    {
        if (result.Event is null)
        {
            result.Detail.ShouldNotBeEmpty();
            return;
        }

        var donation = result.Event.ShouldBeOfType<Donation>();
        donation.Amount.ShouldBeGreaterThan(0);
        donation.Currency.Length.ShouldBe(3);
        donation.Id.ShouldNotBeEmpty();
        donation.At.ShouldBeLessThanOrEqualTo(s_now);
        StreamEventJson.Write(donation).ShouldNotContain("example.com", Case.Sensitive, "no e-mail");
    }

    private static string Mutate(int seed)
    {
        string[] spice = ["null", "[]", "{}", "\"\"", "0", "-1", "1e999", "true", "\"\\ud83d\"", "\\udc4b", "😂", "[[[[", "\\", "\"", ":", ",", "\0", "9999999999999999999999"];
        var random = new System.Random(seed);
        var text = s_documents[random.Next(s_documents.Length)];
        for (var change = random.Next(4); change >= 0; change--)
        {
            // Whole values are swapped more often than letters, so that most documents stay JSON.
            var values = System.Text.RegularExpressions.Regex.Matches(text, "(?<=:)(\"[^\"]*\"|[0-9.]+|null)", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            if (values.Count > 0 && random.Next(4) > 0)
            {
                var value = values[random.Next(values.Count)];
                text = text[..value.Index] + spice[random.Next(spice.Length)] + text[(value.Index + value.Length)..];
            }
            else
            {
                text = text.Insert(random.Next(text.Length), spice[random.Next(spice.Length)]);
            }
        }

        return text;
    }
}
