using System.Buffers;
using System.Globalization;
using System.Text;

namespace IShowTts.Tts.Espeak;

/// <summary>Makes viewers' text safe for the library: no control characters, no broken surrogates, not too long. Linear in time.</summary>
/// <remarks>U+0001 starts a command that would stick to later messages; raw control characters crash the library; NUL ends the text.</remarks>
internal static class EspeakText
{
    /// <summary>Prepares a text.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="maxCharacters">Longest result in UTF-16 units; cut before the grapheme that would pass it.</param>
    /// <returns>NUL-terminated UTF-8, or null when there is nothing to say.</returns>
    public static byte[]? Prepare(string text, int maxCharacters)
    {
        var builder = new StringBuilder(Math.Min(text.Length, maxCharacters));
        var speakable = false;
        for (var at = 0; at < text.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(text.AsSpan(at));
            if (at + length > maxCharacters)
            {
                break;
            }

            speakable |= Append(builder, text.AsSpan(at, length));
            at += length;
        }

        if (!speakable)
        {
            return null;
        }

        var cleaned = builder.ToString();
        var bytes = new byte[Encoding.UTF8.GetByteCount(cleaned) + 1];
        Encoding.UTF8.GetBytes(cleaned, bytes);
        return bytes;
    }

    private static bool Append(StringBuilder builder, ReadOnlySpan<char> grapheme)
    {
        var speakable = false;
        while (!grapheme.IsEmpty)
        {
            var status = Rune.DecodeFromUtf16(grapheme, out var rune, out var consumed);
            if (status != OperationStatus.Done || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control)
            {
                builder.Append(' ');
            }
            else
            {
                builder.Append(grapheme[..consumed]);
                speakable |= Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            }

            grapheme = grapheme[consumed..];
        }

        return speakable;
    }
}
