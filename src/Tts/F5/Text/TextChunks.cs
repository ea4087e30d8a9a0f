using System.Text;

namespace IShowTts.Tts.F5.Text;

/// <summary>Cuts a text into chunks as the original code does (<c>chunk_text</c>): whole sentences and clauses, as many as fit. Linear time.</summary>
internal static class TextChunks
{
    /// <summary>Cuts a text.</summary>
    /// <param name="text">Any text; a blank one gives one empty chunk, an empty one none.</param>
    /// <param name="maxBytes">UTF-8 bytes of a chunk. A single clause that is longer stays whole; 0 or less makes every clause a chunk.</param>
    public static IReadOnlyList<string> Cut(string text, int maxBytes)
    {
        var chunks = new List<string>();
        var current = new StringBuilder();
        var bytes = 0;
        for (var at = 0; at < text.Length;)
        {
            var end = ClauseEnd(text, at, out var next);
            var clause = text.AsSpan(at, end - at);
            at = next;
            if (clause.IsEmpty)
                continue;
            var length = ReferenceText.Bytes(clause);
            if (current.Length > 0 && bytes + length > maxBytes)
            {
                chunks.Add(Stripped(current));
                current.Clear();
                bytes = 0;
            }

            current.Append(clause);
            bytes += length;
            if (clause[^1] < '\u0080')
            {
                current.Append(' ');
                bytes++;
            }
        }

        if (current.Length > 0)
            chunks.Add(Stripped(current));
        return chunks;
    }

    // A clause ends after full-width punctuation, or after ASCII punctuation with white space behind, which is dropped.
    private static int ClauseEnd(string text, int at, out int next)
    {
        for (; at < text.Length; at++)
        {
            if (text[at] is '；' or '：' or '，' or '。' or '！' or '？')
                return next = at + 1;
            if (text[at] is ';' or ':' or ',' or '.' or '!' or '?' && at + 1 < text.Length && CharacterClass.IsSpace(text[at + 1]))
            {
                next = at + 2;
                while (next < text.Length && CharacterClass.IsSpace(text[next]))
                    next++;
                return at + 1;
            }
        }

        return next = at;
    }

    private static string Stripped(StringBuilder chunk)
    {
        var text = chunk.ToString();
        var from = 0;
        var to = text.Length;
        while (from < to && CharacterClass.IsSpace(text[from]))
            from++;
        while (to > from && CharacterClass.IsSpace(text[to - 1]))
            to--;
        return text[from..to];
    }
}
