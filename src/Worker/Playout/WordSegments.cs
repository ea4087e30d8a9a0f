using System.Globalization;
using System.Text;

namespace IShowTts.Worker.Playout;

/// <summary>Cuts a text into the words that a caption highlights: at white space, and at each character of scripts that are written without spaces.</summary>
internal static class WordSegments
{
    /// <summary>Cuts a text.</summary>
    /// <param name="text">What is said.</param>
    /// <param name="most">Words at most; the last one then holds all the rest.</param>
    /// <returns>For each word its first character, the one behind it, and how long it is in characters as people count them.</returns>
    public static List<(int Start, int End, int Length)> Of(string text, int most)
    {
        var words = new List<(int Start, int End, int Length)>();
        var isOpen = false;
        for (int at = 0, next; at < text.Length; at = next)
        {
            next = at + StringInfo.GetNextTextElementLength(text, at);
            if (string.IsNullOrWhiteSpace(text[at..next]))
            {
                isOpen = false;
                continue;
            }

            var standsAlone = IsWrittenWithoutSpaces(text, at);
            var isPunctuation = char.IsPunctuation(text, at);
            if (words.Count > 0 && (words.Count == most || (isOpen && !standsAlone) || (isPunctuation && words[^1].End == at)))
            {
                words[^1] = (words[^1].Start, next, words[^1].Length + 1);
            }
            else
            {
                words.Add((at, next, 1));
            }

            isOpen = !standsAlone;
        }

        return words;
    }

    /// <summary>Chinese, Japanese, Thai, Lao, Khmer and Burmese letters.</summary>
    private static bool IsWrittenWithoutSpaces(string text, int at) => Rune.TryGetRuneAt(text, at, out var rune) && rune.Value switch
    {
        >= 0x0E00 and <= 0x0EFF => true,
        >= 0x1000 and <= 0x109F => true,
        >= 0x1780 and <= 0x17FF => true,
        >= 0x2E80 and <= 0x30FF => true,
        >= 0x3400 and <= 0x4DBF => true,
        >= 0x4E00 and <= 0x9FFF => true,
        >= 0xF900 and <= 0xFAFF => true,
        >= 0x20000 and <= 0x3FFFF => true,
        _ => false,
    };
}
