using FsCheck.Xunit;
using IShowTts.Integrations.Donations.Webhooks;

namespace IShowTts.Integrations.Tests.Donations.Webhooks;

public sealed class WebhookSecretTests
{
    [Theory]
    [InlineData(24, true)]
    [InlineData(32, true)]
    [InlineData(64, true)]
    [InlineData(23, false)]
    [InlineData(65, false)]
    [InlineData(66, false)]
    [InlineData(67, false)]
    [InlineData(500, false)]
    [InlineData(0, false)]
    public void Secret_OfSoManyBytes_IsOneOrNot(int bytes, bool isOne) =>
        WebhookSecret.TryParse(WebhookSecret.Prefix + Convert.ToBase64String(new byte[bytes]), out _, out _).ShouldBe(isOne);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("WHSEC_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("whsec_AAECAwQFBgcICQoL DA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("whsec_!!!")]
    public void Secret_WrittenWrongly_IsNoneAndIsNotTold(string? text)
    {
        WebhookSecret.TryParse(text, out _, out var error).ShouldBeFalse();

        error.ShouldNotBeNull().ShouldContain("ishowtts webhooks secret");
        if (text?.Length > 20) error.ShouldNotContain(text[10..20]);
    }

    [Property]
    public bool Generated_IsASecret_AndAnotherEachTime() =>
        WebhookSecret.TryParse(WebhookSecret.Generate(), out _, out _) && WebhookSecret.Generate() != WebhookSecret.Generate();
}
