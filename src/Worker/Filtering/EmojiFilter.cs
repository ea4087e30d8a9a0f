using System.Globalization;
using System.Text;

namespace IShowTts.Worker.Filtering;

/// <summary>Takes out emoji beyond their number; whole ones only, with skin tone, joiners and flags.</summary>
/// <param name="options">How many are kept, and whether by name.</param>
/// <param name="names">Emoji to name.</param>
internal sealed class EmojiFilter(EmojiOptions options, IReadOnlyDictionary<string, string> names) : IUtteranceFilter
{
    private readonly StringBuilder _result = new();

    /// <inheritdoc/>
    public FilterVerdict Apply(Draft draft)
    {
        var text = draft.Text;
        if (System.Text.Ascii.IsValid(text))
            return FilterVerdict.Accept;

        _result.Clear();
        var kept = 0;
        for (var i = 0; i < text.Length;)
        {
            if (text[i] < 0x80 && (i + 1 == text.Length || text[i + 1] < 0x80))
            {
                _result.Append(text[i++]);
                continue;
            }

            var length = StringInfo.GetNextTextElementLength(text.AsSpan(i, Math.Min(text.Length - i, 64)));
            var element = text.AsSpan(i, length);
            i += length;
            if (!IsEmoji(element))
                _result.Append(element);
            else if (kept++ < options.MaxEmoji)
                AddEmoji(element);
            else
                Space();
        }

        draft.Text = CharacterFilter.Clean(_result.ToString());
        return FilterVerdict.Accept;
    }

    /// <summary>Whether a grapheme is an emoji.</summary>
    public static bool IsEmoji(ReadOnlySpan<char> element)
    {
        Rune.DecodeFromUtf16(element, out var first, out _);
        if (element.IndexOfAny('\uFE0F', '\u20E3') > 0)
            return true;

        return first.Value switch
        {
            >= 0x1F000 and <= 0x1FAFF => true,
            >= 0x2600 and <= 0x27BF => true,
            >= 0x2B00 and <= 0x2BFF => true,
            >= 0x2300 and <= 0x23FF => true,
            >= 0x2190 and <= 0x21FF => true,
            >= 0x25A0 and <= 0x25FF => true,
            0x3030 or 0x303D or 0x3297 or 0x3299 or 0xFE0F or 0x200D or 0x20E3 => true,
            _ => false,
        };
    }

    private void AddEmoji(ReadOnlySpan<char> element)
    {
        if (!options.SayNames)
        {
            _result.Append(element);
        }
        else if (names.TryGetValue(element.ToString(), out var name))
        {
            Space();
            _result.Append(name).Append(' ');
        }
        else
        {
            Space();
        }
    }

    private void Space()
    {
        if (_result.Length > 0 && _result[^1] != ' ')
            _result.Append(' ');
    }
}
