using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5.Text;

namespace IShowTts.Tts.F5.Conversion;

/// <summary>Checks that a vocabulary file belongs to a checkpoint: the text table has one row more than the file has different tokens (f5-tts.md, section 8).</summary>
internal static class VocabularyCheck
{
    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">The <c>vocab.txt</c>.</param>
    /// <param name="checkpoint">The checked checkpoint.</param>
    /// <returns>What a person should know though it is no error; empty when nothing.</returns>
    /// <exception cref="CheckpointException">It is another model's, or no vocabulary.</exception>
    public static IReadOnlyList<string> Run(string path, F5Checkpoint checkpoint)
    {
        var tokens = F5Vocabulary.Load(path).Count;
        var expected = checkpoint.Architecture.VocabularySize;
        if (tokens != expected)
        {
            throw new CheckpointException(
                $"{path} has {tokens} tokens, but {checkpoint.Prefix}{F5StateDict.TextTable} of {checkpoint.Name} has {expected + 1} rows, which is one filler and {expected} tokens. Give the vocab.txt that came with this checkpoint.");
        }

        using var file = new TensorFile(path);
        Span<byte> last = stackalloc byte[1];
        file.ReadExactly(file.Length - 1, last, "its last byte");
        return last[0] is (byte)'\n' or (byte)'\r'
            ? []
            : [$"{path}: the last line does not end with a line break, so that, as in the original, the last character of the last token is lost."];
    }
}
