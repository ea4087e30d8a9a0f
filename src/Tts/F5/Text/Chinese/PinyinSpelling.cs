using System.Text;

namespace IShowTts.Tts.F5.Text.Chinese;

/// <summary>Spells pinyin with the tone as a digit at the end, as the model's vocabulary has it: <c>zhōng</c> becomes <c>zhong1</c>, <c>lǜ</c> becomes <c>lv4</c>, <c>de</c> stays.</summary>
internal static class PinyinSpelling
{
    private const string Marked = "āáǎàēéěèōóǒòīíǐìūúǔùǖǘǚǜ";
    private const string Plain = "aaaaeeeeooooiiiiuuuuvvvv";

    // Of letters that have no sign of their own: macron, acute, caron, grave behind the letter.
    private const string Combining = "\u0304\u0301\u030C\u0300";

    /// <summary>Spells one syllable.</summary>
    /// <param name="syllable">With tone marks.</param>
    public static string Numbered(string syllable)
    {
        var plain = new StringBuilder(syllable.Length + 1);
        var tone = 0;
        foreach (var letter in syllable)
        {
            var (letters, number) = letter switch
            {
                'ü' => ("v", 0),
                'ń' => ("n", 2),
                'ň' => ("n", 3),
                'ǹ' => ("n", 4),
                'ḿ' => ("m", 2),
                'ế' => ("ê", 2),
                'ề' => ("ê", 4),
                _ when Combining.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var mark => ("", mark + 1),
                _ when Marked.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var vowel => (Plain[vowel].ToString(), (vowel % 4) + 1),
                _ => (letter.ToString(), 0),
            };
            plain.Append(letters);
            tone = number > 0 ? number : tone;
        }

        return tone > 0 ? plain.Append(tone).ToString() : plain.ToString();
    }
}
