using System.Globalization;
using FsCheck.Xunit;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Queue;

/// <summary>Money as people write it.</summary>
public sealed class AmountTextTests
{
    [Theory]
    [InlineData("5", "USD", "$5")]
    [InlineData("5.00", "USD", "$5")]
    [InlineData("4.2", "USD", "$4.20")]
    [InlineData("3.50", "EUR", "€3.50")]
    [InlineData("500", "JPY", "¥500")]
    [InlineData("500.5", "JPY", "¥501")]
    [InlineData("12000", "KRW", "₩12,000")]
    [InlineData("1.25", "KWD", "KWD 1.250")]
    [InlineData("2", "KWD", "KWD 2")]
    [InlineData("3.14159", "GBP", "£3.14")]
    [InlineData("2.675", "USD", "$2.68")]
    [InlineData("1000000000", "USD", "$1,000,000,000")]
    [InlineData("1234567.5", "BRL", "R$1,234,567.50")]
    [InlineData("0.001", "USD", "$0.001")]
    [InlineData("0.4", "JPY", "¥0.4")]
    [InlineData("7.5", "CAD", "CA$7.50")]
    [InlineData("10", "CHF", "CHF 10")]
    [InlineData("1.23456789", "XTS", "XTS 1.23456789")]
    [InlineData("1", "bits", "1 bit")]
    [InlineData("10000", "bits", "10,000 bits")]
    [InlineData("500", "points", "500 points")]
    public void Amount_Shown_IsAsPeopleWriteIt(string value, string currency, string shown) =>
        AmountText.Show(new Amount(decimal.Parse(value, CultureInfo.InvariantCulture), currency)).ShouldBe(shown);

    [Property]
    public bool Amount_InAnyCulture_IsTheSame(ushort cents)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            var german = AmountText.Show(new Amount(cents / 100m, "EUR"));
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return german == AmountText.Show(new Amount(cents / 100m, "EUR"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
