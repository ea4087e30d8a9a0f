namespace IShowTts.Worker.Filtering.Words;

/// <summary>
/// Aho-Corasick over runs of letters: finds every entry in one pass, whatever their number. A doubled letter in the text still fits
/// a single one in the entry, never the other way round. Immutable.
/// </summary>
internal sealed class WordAutomaton
{
    private readonly Dictionary<char, int> _symbols = [];
    private readonly int[] _asciiSymbols = new int[128];
    private readonly int[] _next;
    private readonly int[] _firstOutput;
    private readonly int[] _outputLink;
    private readonly List<int>[] _outputs;
    private readonly List<(WordEntry Entry, LetterRun[] Runs)> _entries = [];
    private readonly int _width;

    /// <summary>Compiles.</summary>
    /// <param name="entries">Entries; folded as the text will be.</param>
    /// <param name="fold">Changes an entry's word to the form of the view, or returns it as it is.</param>
    public WordAutomaton(IEnumerable<WordEntry> entries, Func<string, string> fold)
    {
        foreach (var entry in entries)
            _entries.Add((entry, LetterRun.Of(fold(entry.Word))));

        foreach (var letter in _entries.SelectMany(e => e.Runs).Select(r => r.Letter).Distinct())
        {
            _symbols[letter] = _symbols.Count + 1;
            if (letter < 128)
                _asciiSymbols[letter] = _symbols.Count;
        }

        _width = _symbols.Count + 1;
        var trie = new List<int[]> { new int[_width] };
        var outputs = new List<List<int>> { new() };
        for (var i = 0; i < _entries.Count; i++)
            outputs[Insert(trie, outputs, _entries[i].Runs)].Add(i);

        _outputs = [.. outputs];
        _next = new int[trie.Count * _width];
        _outputLink = new int[trie.Count];
        _firstOutput = new int[trie.Count];
        Link(trie);
    }

    /// <summary>Reports every entry whose letters stand in the runs, doubled letters counted.</summary>
    /// <param name="runs">A view of a text.</param>
    /// <param name="hits">Gets entry, first run and last run of each; not cleared.</param>
    public void Find(List<LetterRun> runs, List<WordHit> hits)
    {
        var state = 0;
        for (var i = 0; i < runs.Count; i++)
        {
            state = _next[state * _width + Symbol(runs[i].Letter)];
            for (var node = _firstOutput[state]; node != 0; node = _outputLink[node])
            {
                foreach (var index in _outputs[node])
                {
                    var (entry, pattern) = _entries[index];
                    if (Fits(pattern, runs, i - pattern.Length + 1))
                        hits.Add(new WordHit(entry, i - pattern.Length + 1, i));
                }
            }
        }
    }

    private static bool Fits(LetterRun[] pattern, List<LetterRun> runs, int from)
    {
        for (var k = 0; k < pattern.Length; k++)
        {
            if (pattern[k].Count > runs[from + k].Count)
                return false;
        }

        return true;
    }

    private int Symbol(char letter) => letter < 128 ? _asciiSymbols[letter] : _symbols.GetValueOrDefault(letter);

    private int Insert(List<int[]> trie, List<List<int>> outputs, LetterRun[] runs)
    {
        var node = 0;
        foreach (var run in runs)
        {
            ref var child = ref trie[node][Symbol(run.Letter)];
            if (child == 0)
            {
                child = trie.Count;
                node = child;
                trie.Add(new int[_width]);
                outputs.Add([]);
            }
            else
            {
                node = child;
            }
        }

        return node;
    }

    private void Link(List<int[]> trie)
    {
        var fail = new int[trie.Count];
        var order = new Queue<int>();
        for (var s = 0; s < _width; s++)
        {
            if (trie[0][s] is var child and not 0)
            {
                _next[s] = child;
                order.Enqueue(child);
            }
        }

        while (order.TryDequeue(out var node))
        {
            _outputLink[node] = _firstOutput[fail[node]];
            _firstOutput[node] = _outputs[node].Count > 0 ? node : _outputLink[node];
            for (var s = 0; s < _width; s++)
            {
                var child = trie[node][s];
                var fallback = _next[fail[node] * _width + s];
                _next[node * _width + s] = child != 0 ? child : fallback;
                if (child != 0)
                {
                    fail[child] = fallback;
                    order.Enqueue(child);
                }
            }
        }
    }
}

/// <summary>An entry found in a view.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="First">Its first run.</param>
/// <param name="Last">Its last run.</param>
internal readonly record struct WordHit(WordEntry Entry, int First, int Last);
