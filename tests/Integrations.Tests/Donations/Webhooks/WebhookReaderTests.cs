using System.Text;
using FsCheck.Xunit;
using IShowTts.Integrations.Donations.Webhooks;
using IShowTts.Integrations.Events;
using IShowTts.TestKit.Donations;

namespace IShowTts.Integrations.Tests.Donations.Webhooks;

/// <summary>What bodies become: donations with nothing of the giver that must not be kept, or an outcome.</summary>
public sealed class WebhookReaderTests
{
    private const string Token = "8e2f0000-1111-2222-3333-444444444444";
    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeSeconds(1795334400);

    [Fact]
    public void Signed_Donation_IsRead()
    {
        var donation = ReadSigned(WebhookSender.Donation("Zoë", "\"5.00\"", "eur", "Hi 😂")).Donation.ShouldNotBeNull();

        donation.Id.ShouldBe("msg_1");
        donation.Source.ShouldBe("webhook:shop");
        donation.Viewer.ShouldBe(new Viewer("", "", "Zoë"));
        donation.Message.Text.ShouldBe("Hi 😂");
        donation.Amount.ShouldBe(5.00m);
        donation.Currency.ShouldBe("EUR");
        donation.IsTest.ShouldBeFalse();
        donation.At.ShouldBe(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("5.25", "5.25")]
    [InlineData("\"0.1\"", "0.1")]
    [InlineData("\"1.250\"", "1.250")]
    [InlineData("1e2", "100")]
    [InlineData("1000000000", "1000000000")]
    public void Signed_AmountAsNumberOrText_IsExact(string json, string amount) =>
        ReadSigned(WebhookSender.Donation(amount: json)).Donation.ShouldNotBeNull().Amount.ShouldBe(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("\"-1\"")]
    [InlineData("1000000000.01")]
    [InlineData("1e400")]
    [InlineData("\"1,000\"")]
    [InlineData("\"five\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("[5]")]
    [InlineData("true")]
    public void Signed_AmountThatIsNone_IsMalformed(string json) => ReadSigned(WebhookSender.Donation(amount: json)).Fault.ShouldBe(WebhookOutcome.Malformed);

    [Theory]
    [InlineData("")]
    [InlineData("EURO")]
    [InlineData("E1R")]
    [InlineData("€€€")]
    public void Signed_CurrencyThatIsNone_IsMalformed(string currency) => ReadSigned(WebhookSender.Donation(currency: currency)).Fault.ShouldBe(WebhookOutcome.Malformed);

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"test\": 2432232314}")]
    [InlineData("{\"type\":\"donation.created\"}")]
    [InlineData("{\"type\":\"donation.created\",\"data\":5}")]
    [InlineData("{\"type\":\"donation.created\",\"type\":\"donation.created\",\"data\":{\"amount\":1,\"currency\":\"EUR\"}}")]
    [InlineData("{\"type\":\"donation.created\",\"data\":{\"amount\":1,\"currency\":\"EUR\",\"name\":5}}")]
    [InlineData("{\"type\":\"donation.created\",\"data\":{\"amount\":1,\"currency\":\"EUR\",\"is_public\":\"no\"}}")]
    public void Signed_BodyThatIsNone_IsMalformed(string body) => ReadSigned(body).Fault.ShouldBe(WebhookOutcome.Malformed);

    [Fact]
    public void Signed_BodyInAnotherCharset_IsMalformed() => ReadSigned(Encoding.Latin1.GetBytes(WebhookSender.Donation("Zoë"))).Fault.ShouldBe(WebhookOutcome.Malformed);

    [Fact]
    public void Signed_AnotherType_IsIgnored() => ReadSigned("""{"type":"ping","data":{}}""").Fault.ShouldBe(WebhookOutcome.Ignored);

    [Fact]
    public void Signed_NotPublic_HasNeitherNameNorWords()
    {
        var donation = ReadSigned(WebhookSender.Donation("Alice", message: "secret words", isPublic: false)).Donation.ShouldNotBeNull();

        donation.Viewer.IsAnonymous.ShouldBeTrue();
        donation.Viewer.DisplayName.ShouldBe("someone");
        donation.Message.Text.ShouldBeEmpty();
    }

    [Fact]
    public void Signed_WithoutNameAndMessage_IsAnonymous()
    {
        var donation = ReadSigned("""{"type":"donation.created","data":{"amount":1,"currency":"EUR","name":"  ","message":null}}""").Donation.ShouldNotBeNull();

        donation.Viewer.ShouldBe(Viewer.Anonymous);
        donation.Message.ShouldBe(MessageText.Empty);
        donation.At.ShouldBe(s_now);
    }

    [Fact]
    public void Signed_HalvesOfCharacters_AreReplacedWhereverTheyStand()
    {
        var donation = ReadSigned("""{"type":"donation.created","\ud83d":1,"data":{"amount":1,"currency":"EUR","\udc00":2,"name":"A","message":"half \ud83d"}}""").Donation.ShouldNotBeNull();

        donation.Message.Text.ShouldBe("half \uFFFD");
    }

    [Fact]
    public void Signed_LongNameAndMessage_AreCutBetweenCharacters()
    {
        var donation = ReadSigned(WebhookSender.Donation(string.Concat(Enumerable.Repeat("x😂", 100)), message: string.Concat(Enumerable.Repeat("😂", 3000)))).Donation.ShouldNotBeNull();

        donation.Viewer.DisplayName.Length.ShouldBeInRange(99, 100);
        char.IsHighSurrogate(donation.Viewer.DisplayName[^1]).ShouldBeFalse();
        donation.Message.Text.Length.ShouldBe(2000);
    }

    [Fact]
    public void Kofi_Donation_IsReadWithoutAddressAndPayment()
    {
        var donation = ReadKofi(WebhookSender.Kofi("a1a1", Token, "Jörg", "3.50", "Viel Glück & so = ja")).Donation.ShouldNotBeNull();

        donation.Id.ShouldBe("a1a1");
        donation.Source.ShouldBe("kofi");
        donation.Amount.ShouldBe(3.50m);
        donation.Currency.ShouldBe("USD");
        donation.Message.Text.ShouldBe("Viel Glück & so = ja");
        donation.Viewer.DisplayName.ShouldBe("Jörg");
        donation.IsTest.ShouldBeFalse();
        donation.ToString().ShouldNotContain("example.com");
        StreamEventJson.Write(donation).ShouldNotContain("example.com");
    }

    [Theory]
    [InlineData("Donation", true)]
    [InlineData("Subscription", true)]
    [InlineData("Commission", true)]
    [InlineData("Shop Order", true)]
    [InlineData("Something New", false)]
    public void Kofi_Type_IsADonationOrIgnored(string type, bool isDonation)
    {
        var reading = ReadKofi(WebhookSender.Kofi("a1", Token, type: type));

        reading.Fault.ShouldBe(isDonation ? WebhookOutcome.Taken : WebhookOutcome.Ignored);
        (reading.Donation is not null).ShouldBe(isDonation);
    }

    [Theory]
    [InlineData("Jo Example", "0f0f0f0f-1111-2222-3333-000000000000")]
    [InlineData("Somebody", "00000000-1111-2222-3333-444444444444")]
    public void Kofi_TestButton_IsATest(string name, string transaction) =>
        ReadKofi(WebhookSender.Kofi("a1", Token, name, transaction: transaction)).Donation.ShouldNotBeNull().IsTest.ShouldBeTrue();

    [Fact]
    public void Kofi_NotPublic_HasNeitherNameNorWords()
    {
        var donation = ReadKofi(WebhookSender.Kofi("a1", Token, "Carol", message: "private", isPublic: false)).Donation.ShouldNotBeNull();

        donation.Viewer.DisplayName.ShouldBe("someone");
        donation.Message.Text.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("8E2F0000-1111-2222-3333-444444444444")]
    [InlineData("8e2f0000-1111-2222-3333-44444444444")]
    public void Kofi_WrongToken_IsRefused(string token) => ReadKofi(WebhookSender.Kofi("a1", token)).Fault.ShouldBe(WebhookOutcome.Refused);

    [Theory]
    [InlineData("")]
    [InlineData("data")]
    [InlineData("data=")]
    [InlineData("data=%7B")]
    [InlineData("data=%FF%FE")]
    [InlineData("other=%7B%7D")]
    [InlineData("data=%7B%7D&data=%7B%7D")]
    public void Kofi_FormWithoutOneObject_IsMalformed(string form) =>
        Kofi().Read("kofi", WebhookHeaders.None, Encoding.UTF8.GetBytes(form), s_now).Fault.ShouldBe(WebhookOutcome.Malformed);

    [Fact]
    public void Kofi_WithoutMessageId_IsKnownByItsTransactionWhichIsNotKept()
    {
        const string Transaction = "0f0f0f0f-1111-2222-3333-000000000000";
        var donation = ReadKofi(WebhookSender.Kofi("", Token, transaction: Transaction)).Donation.ShouldNotBeNull();

        donation.Id.ShouldNotBeEmpty();
        StreamEventJson.Write(donation).ShouldNotContain(Transaction);
        ReadKofi(WebhookSender.Kofi("", Token, message: "other words", transaction: Transaction)).Donation.ShouldNotBeNull().Id.ShouldBe(donation.Id);
        ReadKofi(WebhookSender.Kofi("", Token, transaction: "1f0f0f0f-1111-2222-3333-000000000000")).Donation.ShouldNotBeNull().Id.ShouldNotBe(donation.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000000-1111-2222-3333-444444444444")]
    public void Kofi_WithoutAnyIdOfItsOwn_IsKnownByWhatItTells(string transaction)
    {
        var id = ReadKofi(WebhookSender.Kofi("", Token, transaction: transaction)).Donation.ShouldNotBeNull().Id;

        id.ShouldNotBeEmpty();
        ReadKofi(WebhookSender.Kofi("", Token, transaction: transaction)).Donation.ShouldNotBeNull().Id.ShouldBe(id);
        ReadKofi(WebhookSender.Kofi("", Token, message: "other words", transaction: transaction)).Donation.ShouldNotBeNull().Id.ShouldNotBe(id);
    }

    [Property]
    public bool AnyBytes_NeverThrow(byte[] body) =>
        Kofi().Read("kofi", WebhookHeaders.None, body, s_now).Donation is null
        && ReadSigned(body).Donation is null
        && Kofi().Read("kofi", WebhookHeaders.None, Encoding.ASCII.GetBytes("data=").Concat(body).ToArray(), s_now).Donation is null;

    private static KofiReader Kofi() => new(Token);

    private static WebhookReading ReadKofi(string json) => Kofi().Read("kofi", WebhookHeaders.None, Encoding.UTF8.GetBytes(WebhookSender.Form(json)), s_now);

    private static WebhookReading ReadSigned(string body) => ReadSigned(Encoding.UTF8.GetBytes(body));

    private static WebhookReading ReadSigned(byte[] body)
    {
        var seconds = s_now.ToUnixTimeSeconds();
        var headers = new WebhookHeaders("msg_1", $"{seconds}", WebhookSender.Sign(WebhookSender.Secret, "msg_1", seconds, body));
        return new SignedWebhookReader([StandardWebhookTests.Secret(WebhookSender.Secret)]).Read("webhook:shop", headers, body, s_now);
    }
}
