using System.Buffers;
using System.Globalization;
using IShowTts.Tts.Checkpoints;

namespace IShowTts.Tts.F5.Text.Chinese;

/// <summary>Reads Chinese words as pinyin as pypinyin does: known phrases by their reading, the longest first; other characters by their first; then tone sandhi. Thread safe.</summary>
internal sealed class PinyinReader
{
    private const int MaxSyllables = 20_000;
    private static readonly SearchValues<char> s_hexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly WordTable _phrases;
    private readonly ushort[] _phraseSyllables;
    private readonly ushort[] _readings;
    private readonly string[] _syllables;

    private PinyinReader(WordTable phrases, ushort[] phraseSyllables, ushort[] readings, string[] syllables) =>
        (_phrases, _phraseSyllables, _readings, _syllables) = (phrases, phraseSyllables, readings, syllables);

    /// <summary>Phrases known.</summary>
    public int Phrases => _phrases.Count;

    /// <summary>Makes a reader from its files.</summary>
    /// <param name="readings">Characters: <c>0x4E00: "yī,yí"</c> or <c>"19968": "yī"</c>, in Go, JavaScript or JSON; the first reading counts.</param>
    /// <param name="phrases">Phrases: <c>"银行": [["yín"], ["háng"]]</c>, in JavaScript or JSON; the first reading of each character counts.</param>
    /// <param name="corrections">Lines <c>银行 yin2 hang2</c> that are added to the phrases or replace one; <c>#</c> starts a comment.</param>
    /// <exception cref="CheckpointException">A file has nothing of the kind.</exception>
    public static PinyinReader Parse((string Text, string Name) readings, (string Text, string Name) phrases, IEnumerable<string> corrections)
    {
        var numbers = new Dictionary<string, ushort>(StringComparer.Ordinal);
        var table = ParseReadings(readings.Text, readings.Name, numbers);
        var (words, syllables) = ParsePhrases(phrases.Text, phrases.Name, numbers);
        foreach (var line in corrections.Where(static line => line.Length > 0 && line[0] != '#'))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != parts[0].Length + 1)
                throw new CheckpointException($"The correction '{line}' needs one syllable for each character.");
            words.Add((parts[0], syllables.Count));
            syllables.AddRange(parts.Skip(1).Select(syllable => Number(numbers, syllable)));
        }

        var names = new string[numbers.Count + 1];
        names[0] = "";
        foreach (var (syllable, number) in numbers)
            names[number] = syllable;
        return new PinyinReader(WordTable.Of(words), [.. syllables], table, names);
    }

    /// <summary>Reads one segment; see <see cref="IChineseText.Read"/>.</summary>
    public void Read(ReadOnlySpan<char> word, List<string> syllables)
    {
        var result = new string[word.Length];
        for (int at = 0, length; at < word.Length; at += length)
        {
            length = PhraseLength(word[at..], out var phrase);
            for (var i = at; i < at + length; i++)
                result[i] = phrase >= 0 ? _syllables[_phraseSyllables[phrase + i - at]] : Single(word[i]);
            ToneSandhi.Apply(word.Slice(at, length), result.AsSpan(at, length));
        }

        syllables.AddRange(result);
    }

    // The longest phrase, else one character.
    private int PhraseLength(ReadOnlySpan<char> text, out int phrase)
    {
        phrase = WordTable.None;
        var best = 1;
        var walk = new WordTable.Walk(_phrases);
        for (var length = 1; length <= text.Length && walk.Step(text[length - 1], out var found); length++)
        {
            if (found != WordTable.None)
                (best, phrase) = (length, found);
        }

        return best;
    }

    private string Single(char c) => _readings[c] is not 0 and var number ? _syllables[number] : c.ToString();

    private static ushort Number(Dictionary<string, ushort> numbers, string syllable)
    {
        if (!numbers.TryGetValue(syllable, out var number))
            numbers[syllable] = number = numbers.Count < MaxSyllables ? (ushort)(numbers.Count + 1)
                : throw new CheckpointException($"The Chinese dictionary has more than {MaxSyllables} different syllables. Run ./run.sh setup --chinese again.");
        return number;
    }

    private static ushort[] ParseReadings(string text, string name, Dictionary<string, ushort> numbers)
    {
        var table = new ushort[char.MaxValue + 1];
        var count = 0;
        var strings = new QuotedText(text);
        while (strings.Next())
        {
            var code = strings.Before.LastIndexOf("0x", StringComparison.Ordinal) is >= 0 and var hex ? CodePoint(strings.Before[(hex + 2)..]) : -1;
            if (code < 0 && int.TryParse(strings.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && strings.Rest.TrimStart().StartsWith(":"))
                code = strings.Next() ? number : -1;
            var first = strings.Value[..(strings.Value.IndexOf(',') is >= 0 and var comma ? comma : strings.Value.Length)];
            // Characters of four bytes never get a reading.
            if (code is < 0 or > char.MaxValue || first.IsEmpty)
                continue;
            table[code] = Number(numbers, PinyinSpelling.Numbered(first.ToString()));
            count++;
        }

        return count > 0 ? table : throw new CheckpointException($"{name} has no reading of a character. Run ./run.sh setup --chinese again.");
    }

    private static int CodePoint(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExcept(s_hexDigits);
        return digits is > 0 and <= 6 && int.TryParse(text[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? code : -1;
    }

    private static (List<(string Word, int Start)> Words, List<ushort> Syllables) ParsePhrases(string text, string name, Dictionary<string, ushort> numbers)
    {
        var words = new List<(string, int)>(50_000);
        var syllables = new List<ushort>(200_000);
        string? phrase = null;
        var (start, taken) = (0, 0);
        void Close()
        {
            if (phrase is { Length: > 0 } && taken == phrase.Length)
                words.Add((phrase, start));
            else
                syllables.RemoveRange(start, syllables.Count - start);
        }

        var strings = new QuotedText(text);
        while (strings.Next())
        {
            if (strings.Rest.TrimStart().StartsWith(":"))
            {
                Close();
                (phrase, start, taken) = (strings.Value.ToString(), syllables.Count, 0);
            }
            else if (phrase is not null && strings.Before.Contains('['))
            {
                syllables.Add(Number(numbers, PinyinSpelling.Numbered(strings.Value.ToString())));
                taken++;
            }
        }

        Close();
        return words.Count > 0 ? (words, syllables) : throw new CheckpointException($"{name} has no phrase with readings. Run ./run.sh setup --chinese again.");
    }
}
