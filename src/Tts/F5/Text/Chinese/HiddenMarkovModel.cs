using System.Globalization;
using IShowTts.Tts.Checkpoints;

namespace IShowTts.Tts.F5.Text.Chinese;

/// <summary>Guesses words that no dictionary has, from how often each character begins, goes on, ends or makes a word (jieba's 4-state model, Viterbi). Immutable and thread safe.</summary>
internal sealed class HiddenMarkovModel
{
    // In the file's order.
    private const int Begin = 0, End = 1, Middle = 2, Single = 3, States = 4;
    private const double Never = -3.14e100;
    private const int MaxCharacters = 100_000;

    // Which states may come before one.
    private static readonly (int A, int B)[] s_before = [(End, Single), (Begin, Middle), (Middle, Begin), (Single, End)];

    private readonly double[] _start;
    private readonly double[][] _step;
    private readonly Dictionary<char, double[]> _emission;

    private HiddenMarkovModel(double[] start, double[][] step, Dictionary<char, double[]> emission) => (_start, _step, _emission) = (start, step, emission);

    /// <summary>Reads jieba's <c>hmm_model.utf8</c>: lines of numbers, <c>#</c> starts a comment; start, four rows of steps, four lines of <c>character:log probability</c>.</summary>
    /// <param name="lines">The file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="CheckpointException">Not such a file; names the line.</exception>
    public static HiddenMarkovModel Parse(IEnumerable<string> lines, string name)
    {
        var data = lines.Where(static line => line.Length > 0 && line[0] != '#').Take(10).ToArray();
        if (data.Length != 9)
            throw new CheckpointException($"{name} has {data.Length} lines of data, not 9. Run ./run.sh setup --chinese again.");
        var rows = data.Take(5).Select((line, i) => Numbers(line, name, i)).ToArray();
        var emission = new Dictionary<char, double[]>();
        for (var state = 0; state < States; state++)
        {
            foreach (var pair in data[5 + state].Split(','))
            {
                if (pair is not [var character, ':', ..] || !double.TryParse(pair.AsSpan(2), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                    throw new CheckpointException($"{name}, line {6 + state} of data: not 'character:number'. Run ./run.sh setup --chinese again.");
                if (!emission.TryGetValue(character, out var values))
                    emission[character] = values = [Never, Never, Never, Never];
                values[state] = value;
            }
        }

        return emission.Count <= MaxCharacters ? new HiddenMarkovModel(rows[0], rows[1..], emission) : throw new CheckpointException($"{name} is too large.");
    }

    /// <summary>Cuts characters into words.</summary>
    /// <param name="text">Two or more of U+4E00 to U+9FD5.</param>
    /// <param name="offset">Added to each end.</param>
    /// <param name="ends">Gets the end of each word.</param>
    public void Cut(ReadOnlySpan<char> text, int offset, List<int> ends)
    {
        var before = new byte[text.Length * States];
        Span<double> now = stackalloc double[States];
        Span<double> last = stackalloc double[States];
        for (var at = 0; at < text.Length; at++)
        {
            _emission.TryGetValue(text[at], out var emission);
            for (var state = 0; state < States; state++)
            {
                var emitted = emission is null ? Never : emission[state];
                if (at == 0)
                    now[state] = _start[state] + emitted;
                else
                    (now[state], before[(at * States) + state]) = Better(last, s_before[state], state, emitted);
            }

            now.CopyTo(last);
        }

        Follow(before, last[Single] >= last[End] ? Single : End, text.Length, offset, ends);
    }

    // On a tie the later state wins; unknown characters make many ties.
    private (double Score, byte State) Better(ReadOnlySpan<double> last, (int A, int B) from, int to, double emitted)
    {
        var a = last[from.A] + _step[from.A][to] + emitted;
        var b = last[from.B] + _step[from.B][to] + emitted;
        return a > b || a == b && from.A > from.B ? (a, (byte)from.A) : (b, (byte)from.B);
    }

    private static void Follow(byte[] before, int state, int length, int offset, List<int> ends)
    {
        var first = ends.Count;
        for (var at = length - 1; at >= 0; at--)
        {
            // What is left behind the last end is a word too.
            if (state is End or Single || at == length - 1)
                ends.Add(offset + at + 1);
            state = before[(at * States) + state];
        }

        ends.Reverse(first, ends.Count - first);
    }

    private static double[] Numbers(string line, string name, int row)
    {
        var numbers = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(static part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN).ToArray();
        return numbers.Length == States && !numbers.Any(double.IsNaN)
            ? numbers
            : throw new CheckpointException($"{name}, line {row + 1} of data: not {States} numbers. Run ./run.sh setup --chinese again.");
    }
}
