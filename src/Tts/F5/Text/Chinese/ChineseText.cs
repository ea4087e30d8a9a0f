using System.Text;
using IShowTts.Tts.Checkpoints;

namespace IShowTts.Tts.F5.Text.Chinese;

/// <summary>The installed Chinese dictionary: words, readings and phrases, loaded when the first Chinese text comes (under a second, about 10 MB). Thread safe.</summary>
/// <param name="words">Cuts text into words.</param>
/// <param name="readings">Reads words.</param>
internal sealed class ChineseText(WordSegmenter words, PinyinReader readings) : IChineseText
{
    /// <summary>jieba's <c>dict.txt</c>.</summary>
    public const string WordFile = "words.txt";

    /// <summary>jieba's <c>hmm_model.utf8</c>.</summary>
    public const string ModelFile = "hmm.txt";

    /// <summary>Readings of characters.</summary>
    public const string ReadingFile = "readings.txt";

    /// <summary>Readings of phrases.</summary>
    public const string PhraseFile = "phrases.txt";

    private const long MaxFileBytes = 64 << 20;

    /// <summary>Whether a folder holds a dictionary.</summary>
    /// <param name="folder">Its path.</param>
    public static bool IsInstalled(string folder) =>
        new[] { WordFile, ModelFile, ReadingFile, PhraseFile }.All(file => File.Exists(Path.Combine(folder, file)));

    /// <summary>Loads the dictionary.</summary>
    /// <param name="folder">Where the four files are.</param>
    /// <exception cref="CheckpointException">A file is missing, too large or damaged; names the file and the line.</exception>
    public static ChineseText Load(string folder)
    {
        string Named(string file) => Path.Combine(folder, file);
        try
        {
            foreach (var file in new[] { WordFile, ModelFile, ReadingFile, PhraseFile }.Select(Named))
            {
                if (new FileInfo(file).Length > MaxFileBytes)
                    throw new CheckpointException($"{file} is larger than {MaxFileBytes >> 20} MB. Run ./run.sh setup --chinese again.");
            }

            var words = WordSegmenter.ParseWords(File.ReadLines(Named(WordFile)), Named(WordFile));
            var model = HiddenMarkovModel.Parse(File.ReadLines(Named(ModelFile)), Named(ModelFile));
            (string, string) Whole(string file) => (File.ReadAllText(Named(file)), Named(file));
            return new ChineseText(new WordSegmenter(words, model), PinyinReader.Parse(Whole(ReadingFile), Whole(PhraseFile), Corrections()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The Chinese dictionary in {folder} cannot be read: {e.Message} Run ./run.sh setup --chinese again.", e);
        }
    }

    /// <inheritdoc/>
    public void Cut(ReadOnlySpan<char> block, List<int> ends) => words.Cut(block, ends);

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<char> word, List<string> syllables) => readings.Read(word, syllables);

    /// <summary>Our own readings of common words that the phrase list lacks or reads otherwise.</summary>
    internal static IEnumerable<string> Corrections()
    {
        using var stream = typeof(ChineseText).Assembly.GetManifestResourceStream("IShowTts.Tts.F5.Text.Chinese.corrections.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
