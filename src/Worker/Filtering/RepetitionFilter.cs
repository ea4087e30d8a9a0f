using System.Text;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Filtering;

/// <summary>Shortens letters, syllables and words that stand in a row too often.</summary>
/// <param name="options">How often is too often.</param>
internal sealed class RepetitionFilter(RepetitionOptions options) : IUtteranceFilter
{
    private const int LongestGroup = 4;
    private const int MoreForSyllables = 1;

    private readonly StringBuilder _result = new();
    private readonly List<Range> _words = [];

    /// <inheritdoc/>
    public FilterVerdict Apply(Draft draft)
    {
        var text = draft.Text;
        var shorter = ShortenWords(ShortenLetters(text));
        draft.Text = shorter;
        if (options.RejectAbovePercent == 0 || (text.Length - shorter.Length) * 100L <= (long)text.Length * options.RejectAbovePercent)
            return FilterVerdict.Accept;

        return FilterVerdict.Reject(ReasonCodes.Repetition, "Filters:Repetition:RejectAbovePercent", $"More than {options.RejectAbovePercent} percent is repetition.");
    }

    private string ShortenLetters(string text)
    {
        if (!MayRepeat(text))
            return text;

        _result.Clear();
        foreach (var c in text)
        {
            _result.Append(c);
            // Digits mean something however often they stand; a surrogate half is never judged alone.
            if (char.IsDigit(c) || char.IsSurrogate(c) || c == ' ')
                continue;

            for (var period = 1; period <= LongestGroup; period++)
            {
                if (EndsWithCopies(period, period == 1 ? options.MaxLetters : options.MaxLetters + MoreForSyllables))
                {
                    _result.Length -= period;
                    break;
                }
            }
        }

        return _result.Length == text.Length ? text : _result.ToString();
    }

    // Most messages repeat nothing; this sees it without building anything.
    private bool MayRepeat(string text)
    {
        for (var period = 1; period <= LongestGroup; period++)
        {
            var needed = period * (period == 1 ? options.MaxLetters : options.MaxLetters + MoreForSyllables);
            var equal = 0;
            for (var i = period; i < text.Length; i++)
            {
                equal = text[i] == text[i - period] || char.ToLowerInvariant(text[i]) == char.ToLowerInvariant(text[i - period]) ? equal + 1 : 0;
                if (equal >= needed)
                    return true;
            }
        }

        return false;
    }

    // Whether the end consists of more than `copies` copies of its last `period` characters.
    private bool EndsWithCopies(int period, int copies)
    {
        var length = period * (copies + 1);
        if (_result.Length < length)
            return false;

        for (var i = 1; i <= length; i++)
        {
            var c = _result[^i];
            if (char.IsDigit(c) || char.IsSurrogate(c) || c == ' ' || (i > period && char.ToLowerInvariant(c) != char.ToLowerInvariant(_result[^(i - period)])))
                return false;
        }

        return true;
    }

    private string ShortenWords(string text)
    {
        _words.Clear();
        var total = 0;
        foreach (var word in text.AsSpan().Split(' '))
        {
            _words.Add(word);
            total++;
            for (var period = 1; period <= LongestGroup; period++)
            {
                if (EndsWithGroups(text, period))
                {
                    _words.RemoveRange(_words.Count - period, period);
                    break;
                }
            }
        }

        return _words.Count == total ? text : string.Join(' ', _words.Select(w => text[w]));
    }

    private bool EndsWithGroups(string text, int period)
    {
        var length = period * (options.MaxWords + 1);
        if (_words.Count < length)
            return false;

        for (var i = 1; i <= length - period; i++)
        {
            if (!text.AsSpan(_words[^i]).Equals(text.AsSpan(_words[^(i + period)]), StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return true;
    }
}
