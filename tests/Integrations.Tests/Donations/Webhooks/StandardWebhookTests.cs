using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using IShowTts.Integrations.Donations.Webhooks;
using IShowTts.TestKit.Donations;

namespace IShowTts.Integrations.Tests.Donations.Webhooks;

/// <summary>The two vectors of the reference, and everything near them that must not pass.</summary>
public sealed class StandardWebhookTests
{
    private const string IdA = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W";
    private const string BodyA = """{"type":"donation.created","timestamp":"2026-11-22T08:00:00Z","data":{"id":"d_123","name":"Zoë","amount":"5.00","currency":"EUR","message":"Hi 😂","is_public":true,"is_test":false}}""";
    private const string SignatureA = "v1,C7OKFdmZ4LF6FMN53FUwBcKIcoTcB5Ns7FY9dclavuo=";
    private const string WrongSignature = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private const string SecretB = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const long TimeA = 1795334400;

    [Fact]
    public void VectorA_Passes() => Check(IdA, TimeA, SignatureA, BodyA).ShouldBeNull();

    [Fact]
    public void VectorB_OfTheStandard_Passes() =>
        StandardWebhook.FindFault(
            new WebhookHeaders("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
            Encoding.UTF8.GetBytes("""{"test": 2432232314}"""), [Secret(SecretB)], DateTimeOffset.FromUnixTimeSeconds(1614265330)).ShouldBeNull();

    [Theory]
    [InlineData(300)]
    [InlineData(-300)]
    public void Timestamp_AtTheEdgeOfTheWindow_Passes(int seconds) => Check(IdA, TimeA, SignatureA, BodyA, seconds).ShouldBeNull();

    [Theory]
    [InlineData(301)]
    [InlineData(-301)]
    [InlineData(100_000_000)]
    public void Timestamp_OutsideTheWindow_IsRefused(int seconds) => Check(IdA, TimeA, SignatureA, BodyA, seconds).ShouldBe(WebhookOutcome.Refused);

    [Theory]
    [InlineData("-1795334400")]
    [InlineData("+1795334400")]
    [InlineData(" 1795334400")]
    [InlineData("1795334400.0")]
    [InlineData("1795334400000000000000000000")]
    [InlineData("soon")]
    [InlineData("١٧٩٥٣٣٤٤٠٠")]
    public void Timestamp_NotAllDigits_IsRefused(string timestamp) =>
        StandardWebhook.FindFault(new WebhookHeaders(IdA, timestamp, SignatureA), Encoding.UTF8.GetBytes(BodyA), [Secret(WebhookSender.Secret)], DateTimeOffset.FromUnixTimeSeconds(TimeA))
            .ShouldBe(WebhookOutcome.Refused);

    [Theory]
    [InlineData("", "1795334400", SignatureA)]
    [InlineData(IdA, "", SignatureA)]
    [InlineData(IdA, "1795334400", "")]
    [InlineData("with.dot", "1795334400", SignatureA)]
    [InlineData("with space", "1795334400", SignatureA)]
    [InlineData("smörgås", "1795334400", SignatureA)]
    public void Header_MissingOrNoId_IsMalformed(string id, string timestamp, string signature) =>
        StandardWebhook.FindFault(new WebhookHeaders(id, timestamp, signature), Encoding.UTF8.GetBytes(BodyA), [Secret(WebhookSender.Secret)], DateTimeOffset.FromUnixTimeSeconds(TimeA))
            .ShouldBe(WebhookOutcome.Malformed);

    [Theory]
    [InlineData(WrongSignature + " " + SignatureA, true)]
    [InlineData(SignatureA + " " + WrongSignature, true)]
    [InlineData("v1a,ed25519ed25519 " + SignatureA, true)]
    [InlineData("v1,not-base64! " + SignatureA, true)]
    [InlineData(WrongSignature, false)]
    [InlineData("v2,C7OKFdmZ4LF6FMN53FUwBcKIcoTcB5Ns7FY9dclavuo=", false)]
    [InlineData("C7OKFdmZ4LF6FMN53FUwBcKIcoTcB5Ns7FY9dclavuo=", false)]
    [InlineData("v1,C7OKFdmZ4LF6FMN53FUwBcKIcoTcB5Ns7FY9dclavg==", false)]
    [InlineData("v1,", false)]
    [InlineData(",", false)]
    public void SignatureList_AnyThatFits_Passes(string signatures, bool passes) =>
        Check(IdA, TimeA, signatures, BodyA).ShouldBe(passes ? null : WebhookOutcome.Refused);

    [Fact]
    public void Secrets_WhileOneIsReplaced_BothPass()
    {
        var body = Encoding.UTF8.GetBytes(BodyA);
        foreach (var secret in new[] { WebhookSender.Secret, SecretB })
        {
            var headers = new WebhookHeaders(IdA, $"{TimeA}", WebhookSender.Sign(secret, IdA, TimeA, body));

            StandardWebhook.FindFault(headers, body, [Secret(SecretB), Secret(WebhookSender.Secret)], DateTimeOffset.FromUnixTimeSeconds(TimeA)).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("{\"type\" :\"donation.created\"")]
    [InlineData("\r\n")]
    public void Body_WrittenAnotherWay_IsRefused(string change)
    {
        var body = change == "\r\n" ? BodyA + change : BodyA.Replace("{\"type\":\"donation.created\"", change, StringComparison.Ordinal);

        Check(IdA, TimeA, SignatureA, body).ShouldBe(WebhookOutcome.Refused);
    }

    [Property]
    public Property AnyByteOfTheBodyChanged_IsRefused() => Prop.ForAll(
        Gen.Choose(0, Encoding.UTF8.GetByteCount(BodyA) - 1).SelectMany(_ => Gen.Choose(1, 255), (at, flip) => (at, flip)).ToArbitrary(), change =>
        {
            var body = Encoding.UTF8.GetBytes(BodyA);
            body[change.at] ^= (byte)change.flip;

            return Check(IdA, TimeA, SignatureA, body) == WebhookOutcome.Refused;
        });

    [Property]
    public Property AnyCharacterOfTheIdChanged_IsRefusedOrMalformed() => Prop.ForAll(
        Gen.Choose(0, IdA.Length - 1).SelectMany(_ => Gen.Choose(1, 127), (at, flip) => (at, flip)).ToArbitrary(), change =>
        {
            var id = IdA.ToCharArray();
            id[change.at] ^= (char)change.flip;

            return Check(new string(id), TimeA, SignatureA, BodyA) is WebhookOutcome.Refused or WebhookOutcome.Malformed;
        });

    [Property]
    public Property AnyOtherTimestamp_IsRefused() => Prop.ForAll(Gen.Choose(-1000, 1000).Where(n => n != 0).ToArbitrary(), seconds =>
        Check(IdA, TimeA + seconds, SignatureA, BodyA) == WebhookOutcome.Refused);

    [Property]
    public bool AnyBytes_OfAnybody_NeverThrow(byte[] body, string signature, string timestamp) =>
        StandardWebhook.FindFault(new WebhookHeaders(IdA, timestamp ?? "", signature ?? ""), body, [Secret(WebhookSender.Secret)], DateTimeOffset.FromUnixTimeSeconds(TimeA)) is not null;

    [Fact]
    public void Headers_AndSecret_TellNothingOfThemselves()
    {
        new WebhookHeaders(IdA, "1", SignatureA).ToString().ShouldNotContain(SignatureA);
        Secret(SecretB).ToString().ShouldNotContain(SecretB["whsec_".Length..]);
    }

    internal static WebhookSecret Secret(string text) => WebhookSecret.TryParse(text, out var secret, out var error) ? secret : throw new InvalidOperationException(error);

    private static WebhookOutcome? Check(string id, long timestamp, string signature, string body, int clockAhead = 0) =>
        Check(id, timestamp, signature, Encoding.UTF8.GetBytes(body), clockAhead);

    private static WebhookOutcome? Check(string id, long timestamp, string signature, byte[] body, int clockAhead = 0) =>
        StandardWebhook.FindFault(
            new WebhookHeaders(id, timestamp.ToString(CultureInfo.InvariantCulture), signature), body, [Secret(WebhookSender.Secret)], DateTimeOffset.FromUnixTimeSeconds(TimeA + clockAhead));
}
