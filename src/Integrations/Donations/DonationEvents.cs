using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IShowTts.Integrations.Events;

namespace IShowTts.Integrations.Donations;

/// <summary>Makes a <see cref="Donation"/> of what a service tells, by the same rules for all of them.</summary>
/// <remarks>Messages of refusals name the member, never its value.</remarks>
internal static class DonationEvents
{
    /// <summary>Longest id that is kept as it is, UTF-16 units; a longer one is hashed.</summary>
    internal const int LongestId = 200;

    /// <summary>Longest name, UTF-16 units; the rest is cut off.</summary>
    internal const int LongestName = 100;

    /// <summary>Longest message, UTF-16 units; the rest is cut off. Filters cut earlier.</summary>
    internal const int LongestMessage = 2_000;

    private const int LongestAmount = 40;

    /// <summary>Decimals that any currency has at most.</summary>
    private const int Decimals = 4;

    /// <summary>Makes a donation, or says why there is none.</summary>
    /// <param name="facts">What the service tells.</param>
    /// <param name="now">The time of receipt: stands in for a time that is missing or lies ahead.</param>
    public static DecodeResult Make(DonationFacts facts, DateTimeOffset now)
    {
        if (!TryReadAmount(facts.Amount, out var amount)) return DecodeResult.Malformed("amount is no number above 0");
        var currency = facts.Currency.Trim().ToUpperInvariant();
        var name = Cut(string.Join(' ', Mend(facts.Name).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), LongestName);
        var donation = new Donation
        {
            Id = IdOf(facts, name, amount, currency, now),
            Source = facts.Service,
            At = facts.At is { } at && at <= now ? at : now,
            Viewer = name.Length == 0 ? Viewer.Anonymous : new Viewer("", "", name),
            Message = MessageText.Plain(Cut(Mend(facts.Message), LongestMessage)),
            Amount = amount,
            Currency = currency,
            IsTest = facts.IsTest,
        };
        return StreamEventCheck.FindError(donation) is { } error ? DecodeResult.Malformed(error) : DecodeResult.Of(donation);
    }

    /// <summary>Reads an amount of money: digits with a point for the decimals, nothing else; rounded to the fourth decimal.</summary>
    /// <param name="text">A JSON number or the text of one.</param>
    /// <param name="amount">More than 0; size is not judged.</param>
    internal static bool TryReadAmount(string text, out decimal amount)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowExponent;
        amount = 0;
        if (text.Length > LongestAmount || !decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var number)) return false;
        amount = decimal.Round(number, Decimals, MidpointRounding.AwayFromZero);
        return amount > 0;
    }

    /// <summary>The text with every half of a surrogate pair replaced, so that it can be stored and spoken.</summary>
    private static string Mend(string text)
    {
        if (!text.Any(char.IsSurrogate)) return text;
        var mended = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) mended.Append(rune);
        return mended.ToString();
    }

    private static string Cut(string text, int longest)
    {
        if (text.Length <= longest) return text;
        return text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
    }

    private static string IdOf(DonationFacts facts, string name, decimal amount, string currency, DateTimeOffset now)
    {
        var id = facts.Id.Trim();
        if (id.Length is > 0 and <= LongestId && !id.Any(letter => char.IsControl(letter) || char.IsSurrogate(letter))) return id;
        if (id.Length > 0) return "id-" + Hash([id]);
        var second = (facts.At ?? now).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return "made-" + Hash([facts.Service, name, amount.ToString("0.####", CultureInfo.InvariantCulture), currency, facts.Message, second]);
    }

    // Each part with its length, so that no two lists of parts are the same text.
    private static string Hash(ReadOnlySpan<string> parts)
    {
        var all = new StringBuilder();
        foreach (var part in parts) all.Append(part.Length).Append(':').Append(part);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())).AsSpan(0, 16));
    }
}
