using System.Collections.Frozen;

namespace IShowTts.Integrations.Twitch.Text;

/// <summary>The words that, with digits behind them, are cheermotes: Twitch's own and the channel's.</summary>
internal sealed class CheermotePrefixes
{
    private const int MaxDigits = 7;

    private static readonly string[] s_global =
    [
        "Cheer", "DoodleCheer", "BibleThump", "cheerwhal", "Corgo", "uni", "ShowLove", "Party", "SeemsGood", "Pride", "Kappa", "FrankerZ",
        "HeyGuys", "DansGame", "EleGiggle", "TriHard", "Kreygasm", "4Head", "SwiftRage", "NotLikeThis", "FailFish", "VoHiYo", "PJSalt",
        "MrDestructoid", "bday", "RIPCheer", "Shamrock", "BitBoss", "Streamlabs", "Muxy", "HolidayCheer", "Goal", "Anon", "Charity", "Scoops",
        "PogChamp",
    ];

    private volatile FrozenSet<string> _prefixes;

    /// <summary>Knows Twitch's own prefixes and more.</summary>
    /// <param name="more">The channel's own prefixes.</param>
    public CheermotePrefixes(IEnumerable<string> more) => _prefixes = s_global.Concat(more).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Twitch's own prefixes.</summary>
    public static CheermotePrefixes Global { get; } = new([]);

    /// <summary>Knows more from now on. Any thread.</summary>
    /// <param name="more">What Twitch lists for the channel.</param>
    public void Learn(IEnumerable<string> more) => _prefixes = _prefixes.Concat(more).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The prefix of a cheermote; null when the word is none.</summary>
    /// <param name="word">One word of the message.</param>
    public string? Match(ReadOnlySpan<char> word)
    {
        var letters = word.TrimEnd("0123456789");
        var digits = word[letters.Length..];
        if (letters.Length == 0 || digits.Length is 0 or > MaxDigits || digits[0] == '0') return null;
        return _prefixes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(letters, out var prefix) ? prefix : null;
    }
}
