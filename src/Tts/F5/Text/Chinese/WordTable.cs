namespace IShowTts.Tts.F5.Text.Chinese;

/// <summary>Many words with a number each, sorted in three arrays: found letter by letter, exact, about 12 bytes a Chinese word. Immutable and thread safe.</summary>
internal sealed class WordTable
{
    /// <summary>No such word.</summary>
    public const int None = -1;

    private readonly char[] _letters;
    private readonly int[] _starts;
    private readonly int[] _values;
    private readonly int[] _byFirstLetter = new int[char.MaxValue + 2];

    private WordTable(char[] letters, int[] starts, int[] values)
    {
        (_letters, _starts, _values) = (letters, starts, values);
        var word = 0;
        for (var letter = 0; letter < _byFirstLetter.Length; letter++)
        {
            while (word < Count && letters[starts[word]] < letter)
                word++;
            _byFirstLetter[letter] = word;
        }
    }

    /// <summary>How many words.</summary>
    public int Count => _values.Length;

    /// <summary>Sum of all numbers.</summary>
    public long Total => _values.Sum(static value => (long)value);

    /// <summary>Makes a table.</summary>
    /// <param name="words">The words, not empty, and their numbers, 0 or more; of a repeated word the last one counts.</param>
    public static WordTable Of(IReadOnlyList<(string Word, int Value)> words)
    {
        var keys = new ulong[words.Count];
        var order = new int[words.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            for (var position = 0; position < 4; position++)
                keys[i] = (keys[i] << 16) | (position < words[i].Word.Length ? words[i].Word[position] : 0u);
        }

        // By the first four letters, which is quick; then the few that share those.
        Array.Sort(keys, order);
        var comparer = Comparer<int>.Create((a, b) => string.CompareOrdinal(words[a].Word, words[b].Word) is not 0 and var c ? c : a.CompareTo(b));
        for (int from = 0, to; from < order.Length; from = to)
        {
            to = from + 1;
            while (to < order.Length && keys[to] == keys[from])
                to++;
            if (to - from > 1)
                Array.Sort(order, from, to - from, comparer);
        }

        return Laid(words, [.. order.Where((word, i) => i + 1 == order.Length || words[word].Word != words[order[i + 1]].Word)]);
    }

    /// <summary>A word's number, or <see cref="None"/>.</summary>
    /// <param name="word">Any text.</param>
    public int Find(ReadOnlySpan<char> word)
    {
        var walk = new Walk(this);
        var value = None;
        foreach (var letter in word)
        {
            if (!walk.Step(letter, out value))
                return None;
        }

        return value;
    }

    private static WordTable Laid(IReadOnlyList<(string Word, int Value)> words, int[] order)
    {
        var letters = new char[order.Sum(i => words[i].Word.Length)];
        var starts = new int[order.Length + 1];
        var values = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var (word, value) = words[order[i]];
            word.CopyTo(0, letters, starts[i], word.Length);
            starts[i + 1] = starts[i] + word.Length;
            values[i] = value;
        }

        return new WordTable(letters, starts, values);
    }

    // The letter of a word at a depth; -1 behind its end, so that a word comes before those it begins.
    private int Letter(int word, int depth) => _starts[word] + depth < _starts[word + 1] ? _letters[_starts[word] + depth] : -1;

    private int FirstAtOrAbove(int letter, int depth, int from, int to)
    {
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (Letter(middle, depth) < letter)
                from = middle + 1;
            else
                to = middle;
        }

        return from;
    }

    /// <summary>Follows a text letter by letter through the words that begin with it.</summary>
    /// <param name="table">The words.</param>
    public struct Walk(WordTable table)
    {
        private int _from;
        private int _to = table.Count;
        private int _depth;

        /// <summary>Takes the next letter.</summary>
        /// <param name="letter">The letter.</param>
        /// <param name="value">The number of the word that ends here; <see cref="None"/> when none does.</param>
        /// <returns>False when no word begins like that; then the walk is over.</returns>
        public bool Step(char letter, out int value)
        {
            (_from, _to) = _depth == 0
                ? (table._byFirstLetter[letter], table._byFirstLetter[letter + 1])
                : (table.FirstAtOrAbove(letter, _depth, _from, _to), table.FirstAtOrAbove(letter + 1, _depth, _from, _to));
            _depth++;
            value = _from < _to && table.Letter(_from, _depth) < 0 ? table._values[_from] : None;
            return _from < _to;
        }
    }
}
