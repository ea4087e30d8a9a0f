using System.Buffers;
using System.Text;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.F5.Text;

/// <summary>Turns text into the numbers F5-TTS reads, exactly as the original code does (<c>convert_char_to_pinyin</c>, <c>list_str_to_idx</c>). Thread safe.</summary>
/// <remarks>
/// Letters stay single characters, with a space put before words that follow something else; Chinese characters become pinyin syllables.
/// Time is linear in the text. Text without Chinese characters needs no dictionary. A broken surrogate counts as an unknown character.
/// </remarks>
internal sealed class F5Tokenizer
{
    /// <summary>Longest accepted text in UTF-16 units; more than any chunk that fits a model.</summary>
    public const int MaxTextLength = 16_384;

    /// <summary>Reason of a text with Chinese characters when no dictionary is installed, or a damaged one.</summary>
    public const string DictionaryMissing = "f5-chinese-dictionary";

    // No space is put after these.
    private const string NoSpaceAfter = " :'\"";

    private readonly F5Vocabulary _vocabulary;
    private readonly Func<IChineseText?> _chinese;

    /// <summary>Makes one.</summary>
    /// <param name="vocabulary">The model's tokens.</param>
    /// <param name="chinese">Asked when the first Chinese character comes; null when no dictionary is installed. May be asked again.</param>
    public F5Tokenizer(F5Vocabulary vocabulary, Func<IChineseText?> chinese)
    {
        _vocabulary = vocabulary;
        _chinese = chinese;
    }

    /// <summary>The numbers of a text's tokens, from 0, before the model's shift by one.</summary>
    /// <param name="text">At most <see cref="MaxTextLength"/> UTF-16 units.</param>
    /// <returns>At most 4 numbers for each UTF-16 unit; empty for an empty text.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The text is too long: cut it into chunks first.</exception>
    /// <exception cref="SynthesisException"><c>f5-chinese-dictionary</c>: Chinese characters, and no dictionary is installed, or a damaged one.</exception>
    public int[] Encode(string text)
    {
        var sink = new NumberSink(_vocabulary, text.Length);
        Walk(text, sink, segments: null);
        return sink.ToArray();
    }

    /// <summary>The tokens themselves, for diagnostics and tests. Same errors as <see cref="Encode"/>.</summary>
    /// <param name="text">At most <see cref="MaxTextLength"/> UTF-16 units.</param>
    public IReadOnlyList<string> Tokens(string text)
    {
        var sink = new TextSink();
        Walk(text, sink, segments: null);
        return sink.Tokens;
    }

    /// <summary>The segments that the tokens are made from, for diagnostics and tests. Same errors as <see cref="Encode"/>.</summary>
    /// <param name="text">At most <see cref="MaxTextLength"/> UTF-16 units.</param>
    public IReadOnlyList<string> Segments(string text)
    {
        var segments = new List<string>();
        Walk(text, new TextSink(), segments);
        return segments;
    }

    private void Walk(string text, ITokenSink sink, List<string>? segments)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, MaxTextLength);
        var chinese = CharacterClass.NeedsDictionary(text) ? Dictionary() : null;
        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            var buffer = rented.AsSpan(0, text.Length);
            for (var i = 0; i < text.Length; i++)
                buffer[i] = Translated(text[i]);
            var walk = new TokenWalk(sink, chinese, segments);
            var ends = new List<int>();
            for (var at = 0; at < buffer.Length;)
            {
                var block = BlockLength(buffer[at..], out var hasHan);
                ends.Clear();
                if (block == 0)
                    ends.Add(block = SingleLength(buffer[at..]));
                else if (hasHan)
                    chinese!.Cut(buffer.Slice(at, block), ends);
                else
                    LetterRuns.CutBlock(buffer.Slice(at, block), ends);
                var start = 0;
                foreach (var end in ends)
                {
                    walk.Segment(buffer[(at + start)..(at + end)]);
                    start = end;
                }

                at += block;
            }
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    private static char Translated(char c) => c switch
    {
        ';' => ',',
        '“' or '”' => '"',
        '‘' or '’' => '\'',
        _ => c,
    };

    private static int BlockLength(ReadOnlySpan<char> text, out bool hasHan)
    {
        hasHan = false;
        var at = 0;
        while (at < text.Length)
        {
            if (CharacterClass.IsBlockAscii(text[at]))
                at++;
            else if (CharacterClass.IsBlockHan(text[at]))
                (hasHan, at) = (true, at + 1);
            else if (char.IsHighSurrogate(text[at]) && Rune.DecodeFromUtf16(text[at..], out var rune, out var units) == OperationStatus.Done
                     && CharacterClass.IsBlockHan(rune.Value))
                at += units;
            else
                break;
        }

        return at;
    }

    private static int SingleLength(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("\r\n"))
            return 2;
        _ = Rune.DecodeFromUtf16(text, out _, out var units);
        return units;
    }

    private IChineseText Dictionary()
    {
        try
        {
            return _chinese() ?? throw new SynthesisException(
                DictionaryMissing, "The text has Chinese characters, and the Chinese dictionary is not installed. Run ./run.sh setup --chinese once.");
        }
        catch (CheckpointException e)
        {
            throw new SynthesisException(DictionaryMissing, e.Message, e);
        }
    }

    // The rules by kind of segment; knows the token before.
    private sealed class TokenWalk(ITokenSink sink, IChineseText? chinese, List<string>? segments)
    {
        private readonly List<string> _syllables = [];
        private bool _any;
        private bool _spaceFits;

        public void Segment(ReadOnlySpan<char> segment)
        {
            segments?.Add(segment.ToString());
            if (Ascii.IsValid(segment))
                Letters(segment);
            else if (IsThreeBytesEach(segment))
                Word(segment);
            else
                Mixed(segment);
        }

        private void Letters(ReadOnlySpan<char> segment)
        {
            if (_any && segment.Length > 1 && _spaceFits)
                Add(" ");
            for (var i = 0; i < segment.Length; i++)
                Add(segment.Slice(i, 1));
        }

        private void Word(ReadOnlySpan<char> segment)
        {
            _syllables.Clear();
            if (CharacterClass.NeedsDictionary(segment))
                chinese!.Read(segment, _syllables);
            for (var i = 0; i < segment.Length; i++)
            {
                if (CharacterClass.IsSpaced(segment[i]))
                    Add(" ");
                Add(_syllables.Count == 0 ? segment.Slice(i, 1) : _syllables[i]);
            }
        }

        private void Mixed(ReadOnlySpan<char> segment)
        {
            for (var at = 0; at < segment.Length;)
            {
                var status = Rune.DecodeFromUtf16(segment[at..], out _, out var units);
                if (status != OperationStatus.Done)
                    Add("\uFFFD");
                else if (units == 1 && CharacterClass.IsSpaced(segment[at]))
                    Word(segment.Slice(at, 1));
                else
                    Add(segment.Slice(at, units));
                at += units;
            }
        }

        private void Add(ReadOnlySpan<char> token)
        {
            sink.Add(token);
            _any = true;
            _spaceFits = !NoSpaceAfter.AsSpan().Contains(token, StringComparison.Ordinal);
        }

        private static bool IsThreeBytesEach(ReadOnlySpan<char> segment)
        {
            foreach (var c in segment)
            {
                if (c < '\u0800' || char.IsSurrogate(c))
                    return false;
            }

            return true;
        }
    }

    private sealed class NumberSink(F5Vocabulary vocabulary, int capacity) : ITokenSink
    {
        private readonly List<int> _numbers = new(capacity + (capacity / 4));

        public void Add(ReadOnlySpan<char> token) => _numbers.Add(vocabulary.IdOf(token));

        public int[] ToArray() => [.. _numbers];
    }

    private sealed class TextSink : ITokenSink
    {
        public List<string> Tokens { get; } = [];

        public void Add(ReadOnlySpan<char> token) => Tokens.Add(token.ToString());
    }
}
