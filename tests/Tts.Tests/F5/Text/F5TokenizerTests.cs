using System.Text.Json;
using FsCheck.Xunit;
using IShowTts.TestKit;
using IShowTts.Tts.F5.Text;
using IShowTts.Tts.F5.Text.Chinese;
using IShowTts.Tts.Synthesis;

namespace IShowTts.Tts.Tests.F5.Text;

public sealed class F5TokenizerTests
{
    private static readonly F5Vocabulary s_letters = F5Vocabulary.Parse(" \na\nb\nc\n"u8, "letters");

    [SkippableFact]
    public void Tokens_OfEveryGoldenWithoutChinese_AreExact()
    {
        var tokenizer = new F5Tokenizer(s_letters, () => null);

        var cases = PlainCases();

        foreach (var entry in cases)
        {
            var text = entry.Text("text");
            tokenizer.Segments(text).ShouldBe(entry.Texts("segments"), text);
            tokenizer.Tokens(text).ShouldBe(entry.Texts("tokens"), text);
        }
    }

    [SkippableTheory]
    [InlineData("vocab.txt", "ids_official")]
    [InlineData("tiny_vocab.txt", "ids_tiny")]
    public void Encode_OfEveryGoldenWithoutChinese_IsExact(string vocabulary, string ids)
    {
        var tokenizer = new F5Tokenizer(F5Vocabulary.Load(Goldens.Require(vocabulary)), () => null);

        var cases = PlainCases().Where(c => c.TryGetProperty(ids, out _)).ToList();

        Skip.If(cases.Count == 0, $"tokenizer.json has no {ids}.");
        foreach (var entry in cases)
        {
            tokenizer.Encode(entry.Text("text")).ShouldBe(entry.GetProperty(ids).EnumerateArray().Select(e => e.GetInt32()), entry.Text("text"));
        }
    }

    [Theory]
    [InlineData("AAC++ AT&Tb", "AA|C++| |AT&T|b")]
    [InlineData("build.42-x 1..5", "build.42|-|x| |1|..|5")]
    [InlineData("a\r\nb\r\r\n", "a|\r\n|b|\r|\r\n")]
    [InlineData("100%% x%", "100%|%| |x%")]
    [InlineData("_-x", "_-|x")]
    [InlineData("ㅋㅋ한カ", "ㅋ|ㅋ|한|カ")]
    [InlineData("a𠮷5b", "a𠮷5|b")]
    public void Segments_OfLetterRuns_FollowJieba(string text, string segments) =>
        new F5Tokenizer(s_letters, () => null).Segments(text).ShouldBe(segments.Split('|'));

    [Theory]
    [InlineData("ab", "a|b")]
    [InlineData("a ab", "a| |a|b")]
    [InlineData("(ab a", "(| |a|b| |a")]
    [InlineData("a:ab'bc", "a|:|a|b|'|b|c")]
    [InlineData("ㅋㅋ", " |ㅋ| |ㅋ")]
    [InlineData("“a;b”", "\"|a|,|b|\"")]
    public void Tokens_OfWords_GetASpaceBeforeThemWhereNoneFits(string text, string tokens) =>
        new F5Tokenizer(s_letters, () => null).Tokens(text).ShouldBe(tokens.Split('|'));

    [Fact]
    public void Encode_UnknownCharacters_AreSpaces() =>
        new F5Tokenizer(s_letters, () => null).Encode("aéc😀").ShouldBe([1, 0, 3, 0]);

    [Theory]
    [InlineData("好")]
    [InlineData("hi 〇")]
    public void Encode_ChineseWithoutDictionary_SaysHowToGetOne(string text)
    {
        var error = Should.Throw<SynthesisException>(() => new F5Tokenizer(s_letters, () => null).Encode(text));

        error.Code.ShouldBe(F5Tokenizer.DictionaryMissing);
        error.Message.ShouldContain("--chinese");
    }

    [Fact]
    public void Encode_ChineseWithADamagedDictionary_NamesTheFileAndTheCure()
    {
        var folder = Directory.CreateTempSubdirectory("ishowtts-chinese-");
        try
        {
            foreach (var file in new[] { ChineseText.WordFile, ChineseText.ModelFile, ChineseText.ReadingFile, ChineseText.PhraseFile })
            {
                File.WriteAllText(Path.Combine(folder.FullName, file), "cut off");
            }

            var error = Should.Throw<SynthesisException>(() => new F5Tokenizer(s_letters, new ChineseTextSource(folder.FullName).Get).Encode("好"));

            error.Code.ShouldBe(F5Tokenizer.DictionaryMissing);
            error.Message.ShouldContain(ChineseText.WordFile);
            error.Message.ShouldContain("--chinese");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Encode_TooLongText_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new F5Tokenizer(s_letters, () => null).Encode(new string('a', F5Tokenizer.MaxTextLength + 1)));

    [Property(MaxTest = 300)]
    public void Encode_AnyTextWithoutChinese_IsBoundedAndKeepsEveryLetter(string? text)
    {
        var plain = new string([.. (text ?? "").Where(c => !CharacterClass.HasReading(c))]);
        var tokenizer = new F5Tokenizer(s_letters, () => null);

        var tokens = tokenizer.Tokens(plain);

        tokens.Count.ShouldBeLessThanOrEqualTo(2 * plain.Length);
        tokenizer.Encode(plain).Length.ShouldBe(tokens.Count);
        var letters = string.Concat(tokens).Where(char.IsAsciiLetterOrDigit);
        letters.ShouldBe(plain.Where(char.IsAsciiLetterOrDigit));
        string.Concat(tokenizer.Segments(plain)).Length.ShouldBe(plain.Length);
    }

    private static List<JsonElement> PlainCases() =>
        [.. TextGoldens.Cases("tokenizer.json", "cases").Where(c => !CharacterClass.NeedsDictionary(c.Text("text")))];
}
