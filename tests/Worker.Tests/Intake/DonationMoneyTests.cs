using System.Globalization;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Intake;

/// <summary>Money as it is said, minimums by currency, and tests, which bring none.</summary>
public sealed class DonationMoneyTests
{
    [Theory]
    [InlineData("5", "USD", "five dollars")]
    [InlineData("1", "USD", "one dollar")]
    [InlineData("0.99", "USD", "ninety-nine cents")]
    [InlineData("3.50", "EUR", "three euros fifty")]
    [InlineData("3.05", "EUR", "three euros oh five")]
    [InlineData("500", "JPY", "five hundred yen")]
    [InlineData("500.50", "JPY", "five hundred one yen")]
    [InlineData("1.25", "KWD", "one point two five Kuwaiti dinars")]
    [InlineData("1.255", "KWD", "one point two five five Kuwaiti dinars")]
    [InlineData("1.000", "KWD", "one Kuwaiti dinar")]
    [InlineData("3.14159", "GBP", "three pounds fourteen")]
    [InlineData("0.001", "USD", "zero point zero zero one dollars")]
    [InlineData("1000000", "IDR", "one million rupiah")]
    [InlineData("1000000000", "USD", "one billion dollars")]
    [InlineData("7.5", "XTS", "seven point five XTS")]
    public void Amount_Spoken_IsWords(string amount, string currency, string words)
    {
        var bench = new ComposerBench();
        var donation = new Donation { Amount = decimal.Parse(amount, CultureInfo.InvariantCulture), Currency = currency, Message = MessageText.Plain("hello") };

        bench.Decide(bench.Event(donation)).Utterance.ShouldNotBeNull().SpokenText.ShouldBe($"Robin donated {words}: hello");
    }

    [Theory]
    [InlineData("2.99", "EUR", false)]
    [InlineData("3", "EUR", true)]
    [InlineData("499", "JPY", false)]
    [InlineData("500", "JPY", true)]
    [InlineData("0.5", "KWD", false)]
    [InlineData("1", "KWD", true)]
    public void Minimum_IsThatOfTheCurrency(string amount, string currency, bool isSpoken)
    {
        var bench = new ComposerBench(("Intake:Donation:MinimumAmount", "1"), ("Intake:Donation:MinimumAmounts:EUR", "3"), ("Intake:Donation:MinimumAmounts:jpy", "500"));

        var decision = bench.Decide(bench.Event(new Donation { Amount = decimal.Parse(amount, CultureInfo.InvariantCulture), Currency = currency }));

        decision.Utterance.ShouldNotBeNull().State.ShouldBe(isSpoken ? UtteranceState.Queued : UtteranceState.Rejected);
        if (!isSpoken)
        {
            decision.Verdict.Code.ShouldBe(ReasonCodes.Minimum);
        }
    }

    [Fact]
    public void Test_BelowTheMinimum_IsSpokenLikeADonation_AndMarked()
    {
        var bench = new ComposerBench(("Intake:Donation:MinimumAmount", "100"));

        var test = bench.Decide(bench.Event(new Donation { Amount = 3, Currency = "USD", IsTest = true })).Utterance.ShouldNotBeNull();
        var real = bench.Decide(bench.Event(new Donation { Amount = 300, Currency = "USD" })).Utterance.ShouldNotBeNull();

        (test.State, test.IsTest, test.Priority, test.IsPaid).ShouldBe((UtteranceState.Queued, true, real.Priority, real.IsPaid));
        test.SpokenText.ShouldBe("Robin donated three dollars");
        real.IsTest.ShouldBeFalse();
    }
}
