using System.Globalization;
using System.Text;

namespace IShowTts.Tts.F5.Text;

/// <summary>How long speaking a text can take a person: wide bounds by which wrong transcripts, broken results and impossible speed figures are found.</summary>
/// <remarks>
/// Counted are the signs that are said. Per second a speaker says:
/// <list type="table">
/// <item><term>letters (all alphabets)</term><description>5 to 20, without spaces: calm reading has 9 to 11, seven English syllables (about 2.7 letters each) a second is as fast as clear speech gets.</description></item>
/// <item><term>Chinese characters</term><description>1.5 to 8: one syllable each; news readers have 4.5 to 5, a thoughtful clip with pauses 2.</description></item>
/// <item><term>Hangul</term><description>2 to 9: one syllable each.</description></item>
/// <item><term>kana</term><description>3 to 13: one mora each; Japanese has about 7 to 8 a second.</description></item>
/// <item><term>digits</term><description>1.2 to 8: one to three syllables each; in long numbers words are added.</description></item>
/// </list>
/// A clause mark may bring a pause of 0.6 s, and the ends 0.7 s together.
/// </remarks>
/// <param name="Letters">Letters of alphabets.</param>
/// <param name="Han">Chinese characters.</param>
/// <param name="Hangul">Korean syllables.</param>
/// <param name="Kana">Japanese syllable signs.</param>
/// <param name="Digits">Decimal digits.</param>
/// <param name="Clauses">Runs of punctuation that a speaker pauses at.</param>
internal readonly record struct SpeechPace(int Letters, int Han, int Hangul, int Kana, int Digits, int Clauses)
{
    private const double ClausePause = 0.6;
    private const double EdgePause = 0.7;

    /// <summary>Signs that are said.</summary>
    public int Characters => Letters + Han + Hangul + Kana + Digits;

    /// <summary>The fastest a person says it, in seconds.</summary>
    public double ShortestSeconds => (Letters / 20.0) + (Han / 8.0) + (Hangul / 9.0) + (Kana / 13.0) + (Digits / 8.0);

    /// <summary>The slowest, in seconds, pauses included.</summary>
    public double LongestSeconds => (Letters / 5.0) + (Han / 1.5) + (Hangul / 2.0) + (Kana / 3.0) + (Digits / 1.2) + (Clauses * ClausePause) + EdgePause;

    /// <summary>Counts a text. Linear time.</summary>
    /// <param name="text">Any text.</param>
    public static SpeechPace Of(ReadOnlySpan<char> text)
    {
        var (letters, han, hangul, kana, digits, clauses) = (0, 0, 0, 0, 0, 0);
        var inClause = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var isMark = rune.Value is ',' or '.' or ';' or ':' or '!' or '?' or '…' or '—' or '，' or '。' or '、' or '；' or '：' or '！' or '？';
            clauses += isMark && inClause ? 1 : 0;
            inClause = !isMark && (inClause || Rune.IsLetterOrDigit(rune));
            if (Rune.IsDigit(rune))
                digits++;
            else if (!Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.ModifierLetter)
                continue;
            else if (rune.Value is (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF))
                han++;
            else if (rune.Value is >= 0xAC00 and <= 0xD7A3)
                hangul++;
            else if (rune.Value is (>= 0x3041 and <= 0x30FF) or (>= 0xFF66 and <= 0xFF9D))
                kana++;
            else
                letters++;
        }

        return new SpeechPace(letters, han, hangul, kana, digits, clauses);
    }
}
