using System.Globalization;
using System.Text;

namespace IShowTts.Worker.Filtering.Words;

/// <summary>
/// Folds text to the letters a reader sees: NFKC, look-alikes of other scripts, without case and diacritics. Each folded letter knows where it came from.
/// </summary>
/// <remarks>Not thread safe: it remembers folded characters, at most <see cref="MaxRemembered"/>.</remarks>
internal sealed class TextFolder
{
    private const int MaxRemembered = 8192;

    private readonly Dictionary<int, string> _folds = [];
    private readonly Dictionary<int, char> _lookalikes = [];

    /// <summary>Makes one.</summary>
    /// <param name="lookalikes">Letter to the characters that look like it.</param>
    public TextFolder(IReadOnlyDictionary<string, string> lookalikes)
    {
        foreach (var (letter, alike) in lookalikes)
        {
            foreach (var rune in alike.EnumerateRunes())
                _lookalikes[rune.Value] = letter[0];
        }
    }

    /// <summary>Folds a text into units; what is no letter and no sign becomes a separator, what cannot be seen is left out.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="units">Cleared and filled.</param>
    public void Fold(string text, List<FoldedUnit> units)
    {
        units.Clear();
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (c < 0x80)
            {
                units.Add(FoldAscii(c, i));
                i++;
                continue;
            }

            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            foreach (var folded in FoldOf(rune))
                units.Add(folded < 0x80 ? FoldAscii(folded, i) : new FoldedUnit(folded, char.IsLetter(folded) ? UnitKind.Letter : UnitKind.Other, i));
            i += length;
        }
    }

    /// <summary>The letters of a pattern, folded; signs that stand for letters are letters here.</summary>
    public string FoldWord(string word)
    {
        var units = new List<FoldedUnit>();
        Fold(word, units);
        return string.Concat(units.Select(u => u.Kind is UnitKind.Space or UnitKind.Other ? ' ' : u.Letter));
    }

    /// <summary>The letter a sign or digit stands for in leet; <c>'\0'</c> for none.</summary>
    public static char Leet(char sign) => sign switch
    {
        '0' => 'o',
        '1' or '!' or '|' => 'i',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '6' or '9' => 'g',
        '7' or '+' => 't',
        '8' => 'b',
        '(' => 'c',
        _ => '\0',
    };

    private static FoldedUnit FoldAscii(char c, int at)
    {
        if (char.IsAsciiLetter(c))
            return new FoldedUnit((char)(c | 0x20), UnitKind.Letter, at);
        if (c is ' ' or '\t' or '\n' or '\r')
            return new FoldedUnit(' ', UnitKind.Space, at);

        var leet = Leet(c);
        return leet != '\0' ? new FoldedUnit(leet, UnitKind.Sign, at) : new FoldedUnit(c, UnitKind.Other, at);
    }

    private string FoldOf(Rune rune)
    {
        if (_folds.TryGetValue(rune.Value, out var known))
            return known;

        var folded = Compute(rune);
        if (_folds.Count < MaxRemembered)
            _folds[rune.Value] = folded;
        return folded;
    }

    private string Compute(Rune rune)
    {
        if (_lookalikes.TryGetValue(rune.Value, out var direct))
            return direct.ToString();
        if (Rune.IsWhiteSpace(rune))
            return " ";

        // Normalize refuses code points that are no characters (U+FFFE).
        if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNotAssigned)
            return "";
        if (rune.Value is >= 0x1F150 and <= 0x1F189 && (rune.Value - 0x1F150) % 32 < 26)
            return ((char)('a' + (rune.Value - 0x1F150) % 32)).ToString();

        var result = new StringBuilder();
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (_lookalikes.TryGetValue(part.Value, out var letter))
                result.Append(letter);
            else if (!IsInvisible(part))
                result.Append(Rune.ToLowerInvariant(part).ToString());
        }

        return result.ToString();
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.Surrogate;
}

/// <summary>What a folded character is.</summary>
internal enum UnitKind : byte
{
    /// <summary>A letter.</summary>
    Letter,

    /// <summary>A digit or sign that can stand for a letter.</summary>
    Sign,

    /// <summary>White space.</summary>
    Space,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>A folded character.</summary>
/// <param name="Letter">The letter; of a sign, the letter it stands for.</param>
/// <param name="Kind">What it is.</param>
/// <param name="At">UTF-16 index in the original text.</param>
internal readonly record struct FoldedUnit(char Letter, UnitKind Kind, int At);
