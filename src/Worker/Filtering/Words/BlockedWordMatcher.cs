using System.Text;
using System.Text.RegularExpressions;

namespace IShowTts.Worker.Filtering.Words;

/// <summary>Finds blocked words in every way a text can be read (see <see cref="WordViews"/>), without those that lie in allowed words.</summary>
/// <remarks>Not thread safe: buffers are reused. Time and memory grow linearly with the text.</remarks>
internal sealed class BlockedWordMatcher
{
    /// <summary>From this many letters on a word is found inside a name without spaces, too.</summary>
    private const int InsideNames = 5;

    // How far an allowed "assess*" reaches: further is no word, and reaching on would not be linear.
    private const int LongestWord = 64;

    private readonly TextFolder _folder;
    private readonly WordAutomaton _strict;
    private readonly WordAutomaton _loose;
    private readonly IReadOnlyList<(string Text, Regex Regex)> _patterns;
    private readonly WordViews _views = new();
    private readonly List<FoldedUnit> _units = [];
    private readonly List<WordHit> _hits = [];
    private readonly StringBuilder _folded = new();
    private IReadOnlySet<string>? _without;

    /// <summary>Compiles.</summary>
    /// <param name="words">Blocked and allowed words.</param>
    /// <param name="folder">Folds texts the way the words were folded.</param>
    public BlockedWordMatcher(WordSet words, TextFolder folder)
    {
        _folder = folder;
        _strict = new WordAutomaton(words.Entries, word => word);
        _loose = new WordAutomaton(words.Entries, word => string.Concat(word.Select(WordViews.Loose)));
        _patterns = words.Patterns;
    }

    /// <summary>The first blocked entry in a text.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="isName">A name: longer words are found inside it, too.</param>
    /// <param name="without">Entries that do not count this time, as they stand in the list; null for none.</param>
    /// <returns>The entry as it stands in the list; null when there is none.</returns>
    public string? Find(string text, bool isName = false, IReadOnlySet<string>? without = null)
    {
        if (text.Length == 0)
            return null;

        _without = without;

        _folder.Fold(text, _units);
        var hasSigns = false;
        var hasJoints = false;
        for (var i = 0; i < _units.Count; i++)
        {
            hasSigns |= _units[i].Kind == UnitKind.Sign;
            hasJoints |= _units[i].Kind is UnitKind.Other or UnitKind.Sign or UnitKind.Space;
        }

        var found = Search(_strict, _views.Words(_units), View.Words, isName);
        if (hasSigns)
            found ??= Search(_loose, _views.Leet(text, _units), View.Leet, isName);
        if (hasJoints)
        {
            found ??= Search(_strict, _views.Joined(text, _units, false, false), View.Pieces, isName)
                ?? Search(_strict, _views.Joined(text, _units, false, true), View.SpacedPieces, isName);
        }

        if (hasSigns && hasJoints)
        {
            found ??= Search(_loose, _views.Joined(text, _units, true, false), View.Leet | View.Pieces, isName)
                ?? Search(_loose, _views.Joined(text, _units, true, true), View.Leet | View.SpacedPieces, isName);
        }

        return found ?? MatchPatterns(text);
    }

    private string? Search(WordAutomaton automaton, List<LetterRun> runs, View view, bool isName)
    {
        if (runs.Count == 0)
            return null;

        _hits.Clear();
        automaton.Find(runs, _hits);
        if (!_hits.Exists(h => IsBlocked(h.Entry) && Counts(h, runs, view, isName)))
            return null;

        var allowedTo = AllowedTo(runs, view);
        foreach (var hit in _hits)
        {
            if (IsBlocked(hit.Entry) && allowedTo[hit.First] < hit.Last && Counts(hit, runs, view, isName))
                return hit.Entry.Text;
        }

        return null;
    }

    private bool IsBlocked(WordEntry entry) => !entry.IsAllowed && _without?.Contains(entry.Text) != true;

    // For each run: the last run of an allowed word that begins at it or before it.
    private int[] AllowedTo(List<LetterRun> runs, View view)
    {
        var to = new int[runs.Count];
        Array.Fill(to, -1);
        foreach (var hit in _hits)
        {
            if (hit.Entry.IsAllowed && Counts(hit, runs, view & ~View.Leet, isName: false))
                to[hit.First] = Math.Max(to[hit.First], WordEnd(runs, hit));
        }

        for (var i = 1; i < to.Length; i++)
            to[i] = Math.Max(to[i], to[i - 1]);
        return to;
    }

    // An allowed "assess*" covers the whole word it begins.
    private static int WordEnd(List<LetterRun> runs, WordHit hit)
    {
        var end = hit.Last;
        while (hit.Entry.OpenEnd && end - hit.Last < LongestWord && end + 1 < runs.Count && runs[end + 1].Letter != ' ')
            end++;

        return end;
    }

    private static bool Counts(WordHit hit, List<LetterRun> runs, View view, bool isName)
    {
        var inside = isName && hit.Entry.Word.Length >= InsideNames;
        var (first, last) = (runs[hit.First], runs[hit.Last]);
        if ((!inside && !hit.Entry.OpenStart && !first.OpensHere) || (!inside && !hit.Entry.OpenEnd && !last.ClosesHere))
            return false;

        var before = hit.First > 0 ? runs[hit.First - 1] : default;
        if ((view & View.Leet) != View.Words && last.Signs == before.Signs)
            return false;
        if ((view & (View.Pieces | View.SpacedPieces)) == View.Words)
            return true;

        return first.OpensHere && last.ClosesHere && last.Pieces - before.Pieces >= 2
            && ((view & View.SpacedPieces) == View.Words || last.Bare > before.Bare);
    }

    private string? MatchPatterns(string text)
    {
        if (_patterns.Count == 0)
            return null;

        _folded.Clear();
        foreach (var unit in _units)
        {
            if (unit.Kind == UnitKind.Letter)
                _folded.Append(unit.Letter);
            else if (_folded.Length > 0 && _folded[^1] != ' ')
                _folded.Append(' ');
        }

        var folded = _folded.ToString();
        foreach (var (entry, regex) in _patterns)
        {
            if (_without?.Contains(entry) == true)
                continue;

            try
            {
                if (regex.IsMatch(text) || regex.IsMatch(folded))
                    return entry;
            }
            catch (RegexMatchTimeoutException)
            {
                // A pattern that cannot be decided in time counts as a hit: the streamer asked for it to be blocked.
                return entry;
            }
        }

        return null;
    }

    [Flags]
    private enum View
    {
        Words = 0,
        Leet = 1,
        Pieces = 2,
        SpacedPieces = 4,
    }
}
