using System.Text;
using IShowTts.Tts.Checkpoints;

namespace IShowTts.Tts.F5.Text;

/// <summary>The tokens a model was trained on: letters, punctuation and pinyin syllables, each with the number of its line. Immutable and thread safe.</summary>
/// <remarks>
/// The file (<c>vocab.txt</c>) is UTF-8, one token a line, numbered from 0; line 0 is a single space. As in the original code the last
/// character of every line is dropped: that is the newline, so a last line without one loses its last character. LF, CRLF and CR end a
/// line. A repeated token counts once and has the number of its last line; a number that the model's table then lacks is as good as unknown.
/// </remarks>
internal sealed class F5Vocabulary
{
    /// <summary>The number of unknown tokens, and of the space.</summary>
    public const int Unknown = 0;

    /// <summary>Longest accepted file in bytes (the official one has 11,255).</summary>
    public const int MaxFileBytes = 4 << 20;

    /// <summary>Most accepted lines (the official one has 2545).</summary>
    public const int MaxTokens = 100_000;

    /// <summary>Longest accepted token in characters.</summary>
    public const int MaxTokenLength = 64;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly int[] _ascii = new int[128];

    private F5Vocabulary(Dictionary<string, int> ids)
    {
        _ids = ids;
        _lookup = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> token = stackalloc char[1];
        for (var c = 0; c < _ascii.Length; c++)
        {
            token[0] = (char)c;
            _ascii[c] = Look(token);
        }
    }

    /// <summary>Different tokens; the model's embedding table has one row more.</summary>
    public int Count => _ids.Count;

    /// <summary>Reads a vocabulary file.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="CheckpointException">Missing, too large, not UTF-8, or not a vocabulary; names the file and the line.</exception>
    public static F5Vocabulary Load(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length > MaxFileBytes)
                throw new CheckpointException($"{path} has {length} bytes; a vocabulary has at most {MaxFileBytes}. Name the model's vocab.txt.");
            return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The vocabulary {path} cannot be read: {e.Message} Put the vocab.txt that came with the model there.", e);
        }
    }

    /// <summary>Reads a vocabulary from the bytes of its file.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="CheckpointException">Too large, not UTF-8, or not a vocabulary; names the file and the line.</exception>
    public static F5Vocabulary Parse(ReadOnlySpan<byte> content, string name)
    {
        if (content.Length > MaxFileBytes)
            throw new CheckpointException($"{name} has {content.Length} bytes; a vocabulary has at most {MaxFileBytes}. Name the model's vocab.txt.");
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var line = 0;
        for (var at = 0; at < content.Length; line++)
        {
            if (line == MaxTokens)
                throw new CheckpointException($"{name} has more than {MaxTokens} lines; this is no vocabulary of an F5-TTS model.");
            var rest = content[at..];
            var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
            var token = Decode(end < 0 ? rest : rest[..end], ended: end >= 0, name, line);
            if (line == 0 && token != " ")
                throw new CheckpointException(FirstLineProblem(token, name));
            ids[token] = line;
            at += end < 0 ? rest.Length : end + (rest[end..].StartsWith("\r\n"u8) ? 2 : 1);
        }

        return ids.Count > 0 ? new F5Vocabulary(ids) : throw new CheckpointException($"{name} is empty. Name the vocab.txt that came with the model.");
    }

    /// <summary>The number of a token, from 0; <see cref="Unknown"/> when the model does not have it.</summary>
    /// <param name="token">A character or a pinyin syllable with its tone, for example <c>hao3</c>.</param>
    public int IdOf(ReadOnlySpan<char> token) => token.Length == 1 && token[0] < _ascii.Length ? _ascii[token[0]] : Look(token);

    private int Look(ReadOnlySpan<char> token) => _lookup.TryGetValue(token, out var id) && id < _ids.Count ? id : Unknown;

    private static string Decode(ReadOnlySpan<byte> line, bool ended, string name, int number)
    {
        string token;
        try
        {
            token = line.Length > MaxTokenLength * 4 ? new string('?', MaxTokenLength + 1) : s_strict.GetString(line);
        }
        catch (DecoderFallbackException e)
        {
            throw new CheckpointException($"{name}, line {number + 1}: not UTF-8. Name the model's vocab.txt, unchanged.", e);
        }

        if (token.Length > MaxTokenLength)
            throw new CheckpointException($"{name}, line {number + 1}: longer than {MaxTokenLength} characters; this is no vocabulary.");
        if (ended || token.Length == 0)
            return token;
        return token[..^(token.Length > 1 && char.IsSurrogatePair(token[^2], token[^1]) ? 2 : 1)];
    }

    private static string FirstLineProblem(string token, string name) => token.StartsWith('\uFEFF')
        ? $"{name} starts with a byte order mark. Save it as UTF-8 without one: the numbers of the tokens depend on it."
        : $"{name}, line 1: must be a single space. This is not the model's vocab.txt, or an editor removed the space.";
}
