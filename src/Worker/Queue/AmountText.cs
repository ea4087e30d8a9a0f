using System.Collections.Frozen;
using System.Globalization;
using IShowTts.Tts.Text;

namespace IShowTts.Worker.Queue;

/// <summary>Writes amounts as people know them: <c>$5</c>, <c>€3.50</c>, <c>¥500</c>, <c>KWD 1.250</c>, <c>100 bits</c>. Exact: never through floating point.</summary>
internal static class AmountText
{
    private const string Plain = "0.########";

    // Signs that stand for one currency only, as most of the world writes them.
    private static readonly FrozenDictionary<string, string> s_signs = new Dictionary<string, string>
    {
        ["USD"] = "$", ["EUR"] = "€", ["GBP"] = "£", ["JPY"] = "¥", ["CNY"] = "CN¥", ["KRW"] = "₩", ["INR"] = "₹", ["RUB"] = "₽", ["UAH"] = "₴", ["TRY"] = "₺",
        ["BRL"] = "R$", ["CAD"] = "CA$", ["AUD"] = "A$", ["NZD"] = "NZ$", ["MXN"] = "MX$", ["HKD"] = "HK$", ["TWD"] = "NT$", ["SGD"] = "S$",
        ["PHP"] = "₱", ["ILS"] = "₪", ["THB"] = "฿", ["VND"] = "₫",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>An amount to show.</summary>
    /// <param name="amount">Money, bits or points.</param>
    public static string Show(Amount amount)
    {
        if (amount.Currency is "bits" or "points")
        {
            return $"{amount.Value.ToString("#,0.##", CultureInfo.InvariantCulture)} {(amount.Value == 1 ? amount.Currency[..^1] : amount.Currency)}";
        }

        var number = Write(amount.Value, amount.Currency, "#,0");
        return s_signs.TryGetValue(amount.Currency, out var sign) ? sign + number : $"{amount.Currency} {number}";
    }

    /// <summary>An amount as a number that can be read aloud: no group separators, all decimals of the currency or none.</summary>
    /// <param name="value">Amount in the main unit.</param>
    /// <param name="currency">ISO 4217 code.</param>
    public static string Number(decimal value, string currency) => Write(value, currency, "0");

    private static string Write(decimal value, string currency, string whole)
    {
        if (MoneyWords.Decimals(currency) is not { } decimals)
        {
            return value.ToString(whole + Plain[1..], CultureInfo.InvariantCulture);
        }

        var rounded = decimal.Round(value, decimals, MidpointRounding.AwayFromZero);
        if (rounded == 0 && value != 0)
        {
            // Less than the smallest coin: better odd than nothing.
            return value.ToString(Plain, CultureInfo.InvariantCulture);
        }

        return rounded.ToString(rounded == decimal.Truncate(rounded) ? whole : $"{whole}.{new string('0', decimals)}", CultureInfo.InvariantCulture);
    }
}
