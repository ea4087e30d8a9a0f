using System.Collections.Frozen;
using System.Text;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Filtering;

/// <summary>Takes out what is no words: captions of GIFs, the name a reply begins with, emotes and cheermotes beyond their number. Must be first: it reads the spans.</summary>
/// <param name="options">How many are kept.</param>
/// <param name="words">Emotes of browser extensions.</param>
internal sealed class EmoteFilter(EmoteOptions options, FrozenSet<string> words) : IUtteranceFilter
{
    private readonly StringBuilder _result = new();
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _words = words.GetAlternateLookup<ReadOnlySpan<char>>();
    private int _emotes;
    private int _cheermotes;

    /// <inheritdoc/>
    public FilterVerdict Apply(Draft draft)
    {
        (_emotes, _cheermotes) = (0, 0);
        _result.Clear();
        var text = draft.Message.Text;
        var at = 0;
        foreach (var span in draft.Message.Spans)
        {
            // A span outside the text or over the one before is a mistake of the source: it is read as words.
            if (span.Start < at || span.Length < 1 || span.Start > text.Length - span.Length)
                continue;

            AddWords(text.AsSpan(at, span.Start - at));
            AddSpan(text.AsSpan(span.Start, span.Length), span.Kind);
            at = span.Start + span.Length;
        }

        AddWords(text.AsSpan(at));
        if (_result.Length != text.Length)
            draft.Text = _result.ToString();

        return options.RejectAbove > 0 && _emotes > options.RejectAbove
            ? FilterVerdict.Reject(ReasonCodes.Emotes, "Filters:Emotes:RejectAbove", $"More than {options.RejectAbove} emotes.")
            : FilterVerdict.Accept;
    }

    private void AddSpan(ReadOnlySpan<char> word, TextSpanKind kind)
    {
        var keep = kind switch
        {
            TextSpanKind.Emote => ++_emotes <= options.MaxEmotes,
            TextSpanKind.Cheermote => ++_cheermotes <= options.MaxCheermotes,
            _ => false,
        };
        if (keep)
            _result.Append(word);
    }

    private void AddWords(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            var end = text.IndexOf(' ');
            var word = end < 0 ? text : text[..end];
            if (!_words.Contains(word) || ++_emotes <= options.MaxEmotes)
                _result.Append(word);
            if (end < 0)
                return;

            _result.Append(' ');
            text = text[(end + 1)..];
        }
    }
}
