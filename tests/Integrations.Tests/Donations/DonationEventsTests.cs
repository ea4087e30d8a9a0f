using System.Globalization;
using System.Text.Json;
using FsCheck.Xunit;
using IShowTts.Integrations.Donations;
using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Tests.Donations;

public sealed class DonationEventsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 5, 10, 12, 0, 0, 500, TimeSpan.Zero);
    private static readonly DonationFacts s_facts = new() { Service = "somewhere", Id = "d1", Name = "Ann", Amount = "5", Currency = "eur", Message = "hi" };

    [Theory]
    [InlineData("5", "5")]
    [InlineData("13.37", "13.37")]
    [InlineData(" 4.20 ", "4.2")]
    [InlineData("4.199999999999999", "4.2")]
    [InlineData("1e2", "100")]
    [InlineData("0.01", "0.01")]
    [InlineData("1000000000", "1000000000")]
    public void Amount_NumberOrText_IsExact(string text, string amount) =>
        Make(s_facts with { Amount = text }).Amount.ShouldBe(decimal.Parse(amount, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0.00001")]
    [InlineData("-5")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1,5")]
    [InlineData("1.000,00")]
    [InlineData("$5")]
    [InlineData("5 EUR")]
    [InlineData("٣")]
    [InlineData("0x10")]
    [InlineData("1000000000.01")]
    [InlineData("1e28")]
    [InlineData("1e400")]
    [InlineData("1e-99999999999")]
    [InlineData("99999999999999999999999999999999999999999999999999")]
    public void Amount_AbsurdOrNone_IsRefusedWithoutItsValue(string text)
    {
        var result = DonationEvents.Make(s_facts with { Amount = text }, s_now);

        result.Code.ShouldBe(DecodeCodes.Malformed);
        result.Detail.ShouldStartWith("amount");
        if (text.Length > 1) result.Detail.ShouldNotContain(text);
    }

    [Theory]
    [InlineData("usd", "USD")]
    [InlineData(" Jpy ", "JPY")]
    public void Currency_AnyCase_IsUpper(string text, string currency) => Make(s_facts with { Currency = text }).Currency.ShouldBe(currency);

    [Theory]
    [InlineData("")]
    [InlineData("US")]
    [InlineData("EURO")]
    [InlineData("€")]
    [InlineData("U$D")]
    [InlineData("ÜSD")]
    public void Currency_OfAnotherForm_IsRefused(string text) =>
        DonationEvents.Make(s_facts with { Currency = text }, s_now).Detail.ShouldStartWith("currency");

    [Theory]
    [InlineData("", "anonymous", true)]
    [InlineData(" \t\n ", "anonymous", true)]
    [InlineData("  Ann\n  Lee ", "Ann Lee", false)]
    public void Name_OfAnyForm_IsShowable(string text, string name, bool isAnonymous)
    {
        var viewer = Make(s_facts with { Name = text }).Viewer;

        viewer.DisplayName.ShouldBe(name);
        viewer.IsAnonymous.ShouldBe(isAnonymous);
        viewer.Login.ShouldBeEmpty("a name that a donor chose is nobody's account");
    }

    [Fact]
    public void Texts_HalfSurrogates_AreReplaced()
    {
        var donation = Make(s_facts with { Name = "half \ud83d", Message = "\udc4b half" });

        donation.Viewer.DisplayName.ShouldBe("half \ufffd");
        donation.Message.Text.ShouldBe("\ufffd half");
    }

    [Fact]
    public void Time_MissingOrAhead_IsThatOfReceipt()
    {
        Make(s_facts).At.ShouldBe(s_now);
        Make(s_facts with { At = s_now.AddYears(50) }).At.ShouldBe(s_now);
        Make(s_facts with { At = s_now.AddHours(-1) }).At.ShouldBe(s_now.AddHours(-1));
    }

    [Fact]
    public void Id_Missing_IsMadeOfWhatItIs()
    {
        var without = s_facts with { Id = "  ", At = s_now.AddMinutes(-1) };
        var id = Make(without).Id;

        id.ShouldStartWith("made-");
        Make(without with { At = s_now.AddMinutes(-1).AddMilliseconds(499) }).Id.ShouldBe(id, "to the second");
        Make(without with { Amount = "5.00", Currency = "EUR" }).Id.ShouldBe(id);
        DonationFacts[] others =
        [
            without with { Name = "Bob" }, without with { Amount = "6" }, without with { Currency = "USD" }, without with { Message = "ho" },
            without with { At = s_now.AddMinutes(-2) }, without with { Service = "elsewhere" }, without with { Name = "An", Message = "nhi" },
        ];
        others.Select(other => Make(other).Id).Append(id).ShouldBeUnique();
    }

    [Fact]
    public void Id_HugeOrUnprintable_IsHashed()
    {
        Make(s_facts with { Id = new string('x', 100_000) }).Id.Length.ShouldBeLessThan(100);
        Make(s_facts with { Id = "a\nb" }).Id.ShouldStartWith("id-");
        Make(s_facts with { Id = "\ud83d" }).Id.ShouldStartWith("id-");
    }

    [Property(MaxTest = 2000)]
    public void Make_AnyText_GivesABoundedDonation(string? id, string? name, string? message)
    {
        var huge = string.Concat(Enumerable.Repeat(message + "\ud83d\ude02", 800));
        var donation = Make(s_facts with { Id = id ?? "", Name = name + huge, Message = huge });

        donation.Id.Length.ShouldBeInRange(1, DonationEvents.LongestId);
        donation.Viewer.DisplayName.Length.ShouldBeInRange(1, DonationEvents.LongestName);
        donation.Message.Text.Length.ShouldBeLessThanOrEqualTo(DonationEvents.LongestMessage);
        // Half a surrogate pair could not be written and read back.
        using var written = JsonDocument.Parse(StreamEventJson.Write(donation));
        StreamEventJson.Read(written.RootElement).ShouldBeOfType<Donation>().Message.ShouldBe(donation.Message);
    }

    private static Donation Make(DonationFacts facts) => DonationEvents.Make(facts, s_now).Event.ShouldBeOfType<Donation>();
}
