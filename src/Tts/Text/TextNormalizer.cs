using System.Collections.Frozen;
using System.Text;

namespace IShowTts.Tts.Text;

/// <summary>Turns written chat into words that a voice can say: replacements, shorthand, numbers, money, units, dates, times, addresses.</summary>
/// <remarks>
/// Immutable and thread safe. Time grows linearly with the text. Words of other scripts are left as they are. The rules are English;
/// for other languages only replacements and <c>@names</c> are done.
/// </remarks>
public sealed class TextNormalizer
{
    private const string Leading = "([{\"'<*_~“‘¿¡";
    private const string Trailing = ")]}\"'>*_~”’.,;:!?…";

    private readonly TextOptions _options;
    private readonly ReplacementList _replacements;
    private readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _shorthand;
    private readonly int _longestShorthand;
    private readonly bool _isEnglish;

    /// <summary>Makes one.</summary>
    /// <param name="options">What is spelled out; not changed afterwards.</param>
    /// <param name="replacements">The user's replacements.</param>
    /// <param name="shorthand">Shorthand to words, compared without case.</param>
    public TextNormalizer(TextOptions options, ReplacementList replacements, IReadOnlyDictionary<string, string> shorthand)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(shorthand);
        _options = options;
        _replacements = replacements;
        _isEnglish = options.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase);
        var known = _isEnglish && options.SpellShorthand ? shorthand : FrozenDictionary<string, string>.Empty;
        var words = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (written, spoken) in known)
            words[written] = spoken;
        _longestShorthand = words.Keys.Select(k => k.Length).DefaultIfEmpty(0).Max();
        _shorthand = words.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Turns a message into speakable words.</summary>
    /// <param name="text">Cleaned text, single spaces.</param>
    /// <returns>The words; the same string when nothing had to change.</returns>
    public string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = _replacements.Apply(text);
        StringBuilder? result = null;
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf(' ', at);
            end = end < 0 ? text.Length : end;
            var taken = end;
            var spoken = end > at ? Word(text, at, end, ref taken) : null;
            if (spoken is not null && result is null)
                result = new StringBuilder(text.Length * 2).Append(text, 0, at);

            if (spoken is not null)
                result!.Append(spoken);
            else
                result?.Append(text, at, end - at);
            at = taken;
            if (at < text.Length && text[at] == ' ')
            {
                result?.Append(' ');
                at++;
            }
        }

        return result?.ToString() ?? text;
    }

    // The spoken form of a word, with the punctuation around it; null when it stays. May take the next word along (a unit, a currency).
    private string? Word(string text, int from, int to, ref int taken)
    {
        var word = text.AsSpan(from, to - from);
        if (word.Length <= _longestShorthand && _shorthand.TryGetValue(word, out var whole))
            return whole;

        var core = word.TrimStart(Leading);
        var lead = word[..(word.Length - core.Length)];
        var trimmed = core.TrimEnd(Trailing);
        var tail = core[trimmed.Length..];
        if (trimmed.IsEmpty)
            return null;

        // A following unit belongs to the number only when nothing stands between.
        var next = tail.IsEmpty && to < text.Length ? NextWord(text, to + 1) : default;
        var spoken = Core(trimmed, next, out var tookNext);
        if (spoken is null)
            return null;
        if (tookNext)
        {
            taken = to + 1 + next.Length;
            tail = default;
        }

        return string.Concat(lead, spoken, tail);
    }

    private static ReadOnlySpan<char> NextWord(string text, int from)
    {
        var end = text.IndexOf(' ', from);
        return text.AsSpan(from, (end < 0 ? text.Length : end) - from).TrimEnd(Trailing);
    }

    private string? Core(ReadOnlySpan<char> word, ReadOnlySpan<char> next, out bool tookNext)
    {
        tookNext = false;
        if (word[0] == '@' && word.Length > 1)
            return NameSpeller.Speak(word[1..].ToString()) is { Length: > 0 } name ? name : null;
        if (!_isEnglish)
            return null;
        if (word.Length <= _longestShorthand && _shorthand.TryGetValue(word, out var spoken))
            return spoken;
        if (AddressWords.Read(word) is { } address)
            return address;
        if (word.Length == 1)
            return word[0] switch { '&' => "and", '=' => "equals", '+' => "plus", '%' => "percent", _ => _options.SpellNumbers ? QuantityWords.Read(word, next, out tookNext) : null };

        var hasNumber = word.ContainsAnyInRange('0', '9');
        return hasNumber && _options.SpellNumbers ? QuantityWords.Read(word, next, out tookNext) : null;
    }
}
