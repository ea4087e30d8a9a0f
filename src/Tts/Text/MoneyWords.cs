using System.Collections.Frozen;

namespace IShowTts.Tts.Text;

/// <summary>English words for amounts of money. Thread safe.</summary>
public static class MoneyWords
{
    private static readonly FrozenDictionary<string, Unit> s_codes = new Dictionary<string, Unit>
    {
        ["USD"] = new("dollar", "dollars"),
        ["EUR"] = new("euro", "euros"),
        ["GBP"] = new("pound", "pounds"),
        ["JPY"] = new("yen", "yen", 0),
        ["CNY"] = new("yuan", "yuan"),
        ["KRW"] = new("won", "won", 0),
        ["INR"] = new("rupee", "rupees"),
        ["RUB"] = new("ruble", "rubles"),
        ["UAH"] = new("hryvnia", "hryvnias"),
        ["TRY"] = new("lira", "lira"),
        ["BRL"] = new("real", "reais"),
        ["MXN"] = new("Mexican peso", "Mexican pesos"),
        ["ARS"] = new("Argentine peso", "Argentine pesos"),
        ["CLP"] = new("Chilean peso", "Chilean pesos", 0),
        ["COP"] = new("Colombian peso", "Colombian pesos"),
        ["PHP"] = new("Philippine peso", "Philippine pesos"),
        ["CAD"] = new("Canadian dollar", "Canadian dollars"),
        ["AUD"] = new("Australian dollar", "Australian dollars"),
        ["NZD"] = new("New Zealand dollar", "New Zealand dollars"),
        ["HKD"] = new("Hong Kong dollar", "Hong Kong dollars"),
        ["SGD"] = new("Singapore dollar", "Singapore dollars"),
        ["TWD"] = new("Taiwan dollar", "Taiwan dollars"),
        ["CHF"] = new("franc", "francs"),
        ["SEK"] = new("Swedish krona", "Swedish kronor"),
        ["NOK"] = new("Norwegian krone", "Norwegian kroner"),
        ["DKK"] = new("Danish krone", "Danish kroner"),
        ["PLN"] = new("zloty", "zloty"),
        ["CZK"] = new("Czech crown", "Czech crowns"),
        ["HUF"] = new("forint", "forint"),
        ["RON"] = new("leu", "lei"),
        ["BGN"] = new("lev", "leva"),
        ["ILS"] = new("shekel", "shekels"),
        ["THB"] = new("baht", "baht"),
        ["IDR"] = new("rupiah", "rupiah"),
        ["MYR"] = new("ringgit", "ringgit"),
        ["VND"] = new("dong", "dong", 0),
        ["ZAR"] = new("rand", "rand"),
        ["ISK"] = new("Icelandic krona", "Icelandic kronur", 0),
        ["PYG"] = new("guarani", "guaranis", 0),
        ["XAF"] = new("CFA franc", "CFA francs", 0),
        ["XOF"] = new("CFA franc", "CFA francs", 0),
        ["PEN"] = new("sol", "soles"),
        ["UYU"] = new("Uruguayan peso", "Uruguayan pesos"),
        ["KZT"] = new("tenge", "tenge"),
        ["GEL"] = new("lari", "lari"),
        ["RSD"] = new("Serbian dinar", "Serbian dinars"),
        ["AED"] = new("dirham", "dirhams"),
        ["SAR"] = new("riyal", "riyals"),
        ["EGP"] = new("Egyptian pound", "Egyptian pounds"),
        ["NGN"] = new("naira", "naira"),
        ["PKR"] = new("Pakistani rupee", "Pakistani rupees"),
        ["KWD"] = new("Kuwaiti dinar", "Kuwaiti dinars", 3),
        ["BHD"] = new("Bahraini dinar", "Bahraini dinars", 3),
        ["JOD"] = new("Jordanian dinar", "Jordanian dinars", 3),
        ["OMR"] = new("Omani rial", "Omani rials", 3),
        ["TND"] = new("Tunisian dinar", "Tunisian dinars", 3),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // Longer signs first.
    private static readonly (string Sign, string Code)[] s_signs =
    [
        ("US$", "USD"), ("CA$", "CAD"), ("AU$", "AUD"), ("NZ$", "NZD"), ("HK$", "HKD"), ("MX$", "MXN"), ("NT$", "TWD"), ("R$", "BRL"), ("C$", "CAD"),
        ("A$", "AUD"), ("S$", "SGD"), ("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("¥", "JPY"), ("￥", "JPY"), ("₩", "KRW"), ("₹", "INR"), ("₽", "RUB"),
        ("₴", "UAH"), ("₺", "TRY"), ("₱", "PHP"), ("₪", "ILS"), ("฿", "THB"), ("₫", "VND"), ("zł", "PLN"),
    ];

    private static readonly FrozenDictionary<string, Unit>.AlternateLookup<ReadOnlySpan<char>> s_codeLookup = s_codes.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a word is a known ISO 4217 code in capitals.</summary>
    /// <param name="word">The word.</param>
    public static bool IsCode(ReadOnlySpan<char> word) => word.Length == 3 && !word.ContainsAnyExceptInRange('A', 'Z') && s_codeLookup.ContainsKey(word);

    /// <summary>Decimals of a currency's amounts by ISO 4217: 2 for most, 0 for the yen, 3 for the Kuwaiti dinar.</summary>
    /// <param name="code">ISO 4217 code.</param>
    /// <returns>Null for a code that is not known here.</returns>
    public static int? Decimals(ReadOnlySpan<char> code) => s_codeLookup.TryGetValue(code, out var unit) ? unit.Decimals : null;

    /// <summary>Words for an amount: "4.50", "USD" is "four dollars fifty".</summary>
    /// <param name="number">Digits, with group separators and decimals if there are any.</param>
    /// <param name="code">ISO 4217 code.</param>
    /// <returns>Its words, or null when one of them is not known.</returns>
    public static string? Read(ReadOnlySpan<char> number, ReadOnlySpan<char> code)
    {
        if (!s_codeLookup.TryGetValue(code, out var unit))
            return null;

        // People who write 3,50 mean what others write as 3.50.
        var point = number.LastIndexOf('.');
        if (point < 0 && number.Length > 3 && number[^3] == ',')
            point = number.Length - 3;

        var whole = point < 0 ? number : number[..point];
        var cents = point < 0 ? default : number[(point + 1)..];
        if (!NumberWords.TryValue(whole, out var value))
            return null;
        if (cents.Length == 0 && point < 0)
            return NumberWords.Counted(value, unit.One, unit.Many);
        if (unit.Decimals != 2 && point >= 0 && cents.ContainsAnyInRange('1', '9'))
            return NumberWords.Read(number.TrimEnd('0')) is { } exact ? $"{exact} {unit.Many}" : null;
        if (unit.Decimals != 2 && cents.Length > 0 && !cents.ContainsAnyExceptInRange('0', '0'))
            return NumberWords.Counted(value, unit.One, unit.Many);
        if (cents.Length is 0 or > 2 || cents.ContainsAnyExceptInRange('0', '9'))
            return NumberWords.Read(number) is { } words ? $"{words} {unit.Many}" : null;

        var rest = (cents[0] - '0') * 10 + (cents.Length == 2 ? cents[1] - '0' : 0);
        if (rest == 0)
            return NumberWords.Counted(value, unit.One, unit.Many);

        return value == 0 && s_codeLookup.TryGetValue(code, out _) && code is "USD" or "EUR" or "CAD" or "AUD"
            ? NumberWords.Counted(rest, "cent", "cents")
            : $"{NumberWords.Counted(value, unit.One, unit.Many)} {(rest < 10 ? "oh " : "")}{NumberWords.Cardinal(rest)}";
    }

    /// <summary>Words for an amount with its sign: <c>$4.50</c>, <c>5€</c>, <c>R$10</c>.</summary>
    /// <param name="word">A word without punctuation around it.</param>
    /// <returns>Its words, or null when it is no amount.</returns>
    public static string? Read(ReadOnlySpan<char> word)
    {
        foreach (var (sign, code) in s_signs)
        {
            if (word.Length > sign.Length && word.StartsWith(sign, StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(word[sign.Length]))
                return ReadScaled(word[sign.Length..], code);
            if (word.Length > sign.Length && word.EndsWith(sign, StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(word[^(sign.Length + 1)]))
                return Read(word[..^sign.Length], code);
        }

        return word.Length > 3 && char.IsAsciiDigit(word[0]) && IsCode(word[^3..]) ? Read(word[..^3], word[^3..]) : null;
    }

    // $10k is "ten thousand dollars".
    private static string? ReadScaled(ReadOnlySpan<char> number, string code)
    {
        var scale = number[^1] switch { 'k' or 'K' => "thousand", 'm' or 'M' => "million", _ => null };
        if (scale is null)
            return Read(number, code);

        return NumberWords.Read(number[..^1]) is { } words && s_codes.TryGetValue(code, out var unit) ? $"{words} {scale} {unit.Many}" : null;
    }

    private sealed record Unit(string One, string Many, int Decimals = 2);
}
