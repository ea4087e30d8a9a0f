namespace IShowTts.Worker.Filtering.Words;

/// <summary>
/// The ways a text can be read: its words; words with signs read as letters (<c>b4d</c>); pieces of a word pulled apart by punctuation (<c>b.a.d</c>)
/// or by spaces (<c>b a d</c>), again with and without signs. Each is built in one pass.
/// </summary>
internal sealed class WordViews
{
    private readonly RunBuilder _builder = new();
    private readonly List<Piece> _pieces = [];

    /// <summary>Whole words; everything but letters parts them.</summary>
    public List<LetterRun> Words(List<FoldedUnit> units)
    {
        _builder.Clear();
        foreach (var unit in units)
        {
            if (unit.Kind == UnitKind.Letter)
                _builder.Letter(unit.Letter, false);
            else
                _builder.Space();
        }

        _builder.Close();
        return _builder.Runs;
    }

    /// <summary>Words in which signs stand for letters; only words that have both. Beside a sign a word may begin or end.</summary>
    public List<LetterRun> Leet(string text, List<FoldedUnit> units)
    {
        _builder.Clear();
        for (var from = 0; from < units.Count;)
        {
            var to = from;
            bool letters = false, signs = false;
            for (; to < units.Count && units[to].Kind != UnitKind.Space; to++)
            {
                letters |= units[to].Kind == UnitKind.Letter;
                signs |= units[to].Kind == UnitKind.Sign;
            }

            if (letters && signs)
                AddLeetWord(text, units, from, to);

            _builder.Space();
            from = to + 1;
        }

        return _builder.Runs;
    }

    /// <summary>Words put together from two or more pieces.</summary>
    /// <param name="text">The text.</param>
    /// <param name="units">Its units.</param>
    /// <param name="withSigns">Signs stand for letters.</param>
    /// <param name="acrossSpaces">Pieces of at most two letters, also across spaces; else pieces with only punctuation between.</param>
    public List<LetterRun> Joined(string text, List<FoldedUnit> units, bool withSigns, bool acrossSpaces)
    {
        FindPieces(text, units, withSigns);
        _builder.Clear();
        for (var i = 0; i < _pieces.Count; i++)
        {
            var joins = i > 0 && Joins(_pieces[i - 1], _pieces[i], acrossSpaces);
            if (!joins && (i + 1 == _pieces.Count || !Joins(_pieces[i], _pieces[i + 1], acrossSpaces)))
                continue;
            if (!joins)
                _builder.Space();

            _builder.BeginPiece(_pieces[i].IsBare);
            for (var u = _pieces[i].From; u < _pieces[i].To; u++)
            {
                if (units[u].Kind == UnitKind.Letter || (withSigns && units[u].Kind == UnitKind.Sign))
                    _builder.Letter(withSigns ? Loose(units[u].Letter) : units[u].Letter, units[u].Kind == UnitKind.Sign);
            }
        }

        _builder.Close();
        return _builder.Runs;
    }

    /// <summary>In leet a 1 is an i or an l, so both are one letter.</summary>
    public static char Loose(char letter) => letter == 'l' ? 'i' : letter;

    private static bool Joins(in Piece left, in Piece right, bool acrossSpaces) =>
        right.Gap != Gap.Far && (acrossSpaces ? left.Letters <= 2 && right.Letters <= 2 : right.Gap == Gap.Tight);

    private void AddLeetWord(string text, List<FoldedUnit> units, int from, int to)
    {
        for (var u = from; u < to; u++)
        {
            var kind = units[u].Kind;
            if (kind == UnitKind.Other || (kind == UnitKind.Sign && IsPunctuation(text, units, u, from, to)))
            {
                _builder.Close();
                _builder.Open();
                continue;
            }

            if (u > from && (kind == UnitKind.Sign || units[u - 1].Kind == UnitKind.Sign))
            {
                // A letter beside a sign: "word99" ends with its d, and "4word" may begin with its w.
                if (kind == UnitKind.Sign)
                    _builder.Close();
                else
                    _builder.Open();
            }

            var letter = Loose(units[u].Letter);
            var closesBeforeMerge = kind == UnitKind.Letter && u + 1 < to && units[u + 1].Kind == UnitKind.Sign;
            _builder.Letter(letter, kind == UnitKind.Sign);
            if (closesBeforeMerge || u + 1 == to || (kind == UnitKind.Sign && (u + 1 >= to || units[u + 1].Kind != UnitKind.Letter)))
                _builder.Close();
        }
    }

    // "wow!", "(um" and "c++": signs at the edge of a word that people use as punctuation.
    private static bool IsPunctuation(string text, List<FoldedUnit> units, int u, int from, int to)
    {
        var sign = text[units[u].At];
        var before = u > from && units[u - 1].Kind is UnitKind.Letter or UnitKind.Sign;
        var after = u + 1 < to && units[u + 1].Kind is UnitKind.Letter or UnitKind.Sign;
        return sign switch
        {
            '!' or '|' or '+' => !after,
            '(' => !before || !after,
            _ => false,
        };
    }

    private void FindPieces(string text, List<FoldedUnit> units, bool withSigns)
    {
        _pieces.Clear();
        var lastEnd = -10;
        for (var u = 0; u < units.Count; u++)
        {
            if (!IsPart(units[u], withSigns))
                continue;

            var from = u;
            var bare = true;
            while (u < units.Count && IsPart(units[u], withSigns))
                bare &= units[u++].Letter is not ('a' or 'e' or 'i' or 'o' or 'u' or 'y');

            if (IsContraction(text, units, from, u) && _pieces.Count > 0 && lastEnd == from - 1)
                _pieces[^1] = _pieces[^1] with { To = u, IsBare = _pieces[^1].IsBare && bare, Letters = _pieces[^1].Letters + (u - from) };
            else
                _pieces.Add(new Piece(from, u, u - from, bare, GapBetween(units, lastEnd, from)));

            lastEnd = u;
        }
    }

    private static Gap GapBetween(List<FoldedUnit> units, int end, int from)
    {
        if (end < 0 || from - end > 3)
            return Gap.Far;

        for (var u = end; u < from; u++)
        {
            if (units[u].Kind == UnitKind.Space)
                return Gap.Spaced;
        }

        return Gap.Tight;
    }

    private static bool IsPart(FoldedUnit unit, bool withSigns) => unit.Kind == UnitKind.Letter || (withSigns && unit.Kind == UnitKind.Sign);

    // The s of "let's", the ll of "he'll": not a piece of its own.
    private static bool IsContraction(string text, List<FoldedUnit> units, int from, int to)
    {
        if (from == 0 || text[units[from - 1].At] is not ('\'' or '’') || (to < units.Count && text[units[to].At] is '\'' or '’'))
            return false;

        var first = units[from].Letter;
        return to - from == 1
            ? first is 's' or 't' or 'd' or 'm'
            : to - from == 2 && (first, units[from + 1].Letter) is ('l', 'l') or ('r', 'e') or ('v', 'e');
    }

    private enum Gap : byte
    {
        Far,
        Tight,
        Spaced,
    }

    private readonly record struct Piece(int From, int To, int Letters, bool IsBare, Gap Gap);
}
