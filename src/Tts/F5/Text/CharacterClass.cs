namespace IShowTts.Tts.F5.Text;

/// <summary>The classes of characters by which the original tokenizer (jieba-rs, pypinyin and the F5-TTS code around them) cuts text.</summary>
internal static class CharacterClass
{
    /// <summary>Letters, digits and signs that jieba joins with Chinese characters to one block: <c>A-Za-z0-9+#&amp;._%-</c>.</summary>
    public static bool IsBlockAscii(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '#' or '&' or '.' or '_' or '%' or '-';

    /// <summary>Chinese characters of the basic plane that jieba cuts into words.</summary>
    public static bool IsBlockHan(char c) => c is (>= '\u3400' and <= '\u4DBF') or (>= '\u4E00' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF');

    /// <summary>Chinese characters of the supplementary planes, as a code point. They are four bytes long, so they never get a reading.</summary>
    public static bool IsBlockHan(int codePoint) => codePoint is (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2EBEF) or (>= 0x2F800 and <= 0x2FA1F);

    /// <summary>Characters before which a space token is put (the F5-TTS code's "is Chinese"): more than Chinese, as it holds Hangul jamo and kana extensions.</summary>
    public static bool IsSpaced(char c) => c is >= '\u3100' and <= '\u9FFF';

    /// <summary>Characters that pypinyin has readings for, so that they need the Chinese dictionary.</summary>
    public static bool HasReading(char c) => c == '\u3007' || IsBlockHan(c) || c is >= '\uE815' and <= '\uE864';

    /// <summary>Whether a text needs the Chinese dictionary.</summary>
    /// <param name="text">Any text.</param>
    public static bool NeedsDictionary(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c >= '\u3007' && HasReading(c))
                return true;
        }

        return false;
    }

    /// <summary>White space as Python has it, which is what <c>strip</c> and <c>\s</c> of the original code mean.</summary>
    public static bool IsSpace(char c) => c is >= '\u001C' and <= '\u001F' || char.IsWhiteSpace(c);
}
