using FsCheck.Xunit;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5.Text;
using IShowTts.Tts.F5.Text.Chinese;

namespace IShowTts.Tts.Tests.F5.Text.Chinese;

public sealed class ChineseTextTests
{
    [Theory]
    [InlineData("研究生命的起源", "研究|生命|的|起源")]
    [InlineData("你好世界", "你好|世界")]
    [InlineData("我T恤C++好", "我|T恤|C++|好")]
    [InlineData("杭网厦甲乙", "杭网厦|甲|乙")]
    [InlineData("我杭厦3.5我", "我|杭厦|3.5|我")]
    [InlineData("a𠮷5你好", "a𠮷5|你好")]
    public void Segments_OfASmallDictionary_AreTheMostProbable(string text, string words) =>
        Tokenizer().Segments(text).ShouldBe(words.Split('|'));

    [Theory]
    [InlineData("你好", "ni3 hao3")]
    [InlineData("银行", "yin2 hang2")]
    [InlineData("行", "xing2")]
    [InlineData("好行", "hao3 hang2")]
    [InlineData("老板", "lao2 ban3")]
    [InlineData("小老板", "xiao2 lao2 ban3")]
    [InlineData("一起", "yi4 qi3")]
    [InlineData("一定", "yi1 ding4")]
    [InlineData("第一", "di4 yi1")]
    [InlineData("不是", "bu2 shi4")]
    [InlineData("不", "bu4")]
    [InlineData("绿", "lv4")]
    [InlineData("的", "de")]
    [InlineData("龘", "龘")]
    public void Read_OfAWord_FollowsPhrasesReadingsAndSandhi(string word, string syllables)
    {
        var result = new List<string>();

        SmallDictionary.Reader.Read(word, result);

        string.Join(' ', result).ShouldBe(syllables);
    }

    [Theory]
    [InlineData("你好", " |ni3| |hao3")]
    [InlineData("hi你好hi", "h|i| |ni3| |hao3| |h|i")]
    [InlineData("〇", "ling2")]
    [InlineData("\uF900", "\uF900")]
    [InlineData("T恤", "T| |恤")]
    public void Tokens_OfChinese_AreSpacedSyllables(string text, string tokens) => Tokenizer().Tokens(text).ShouldBe(tokens.Split('|'));

    [Theory]
    [InlineData("zhōng", "zhong1")]
    [InlineData("lǘ", "lv2")]
    [InlineData("nüè", "nve4")]
    [InlineData("ḿ", "m2")]
    [InlineData("m̀", "m4")]
    [InlineData("ế", "ê2")]
    [InlineData("ê̄", "ê1")]
    [InlineData("ǹg", "ng4")]
    [InlineData("er", "er")]
    public void Numbered_ToneMarks_BecomeADigitAtTheEnd(string marked, string numbered) => PinyinSpelling.Numbered(marked).ShouldBe(numbered);

    [Property(MaxTest = 300)]
    public void Table_OfAnyWords_FindsThemAndNothingElse(string[] words, string[] others)
    {
        var known = (words ?? []).Where(w => !string.IsNullOrEmpty(w)).Select((word, i) => (word, i)).ToList();
        var table = WordTable.Of(known);

        foreach (var group in known.GroupBy(w => w.word, StringComparer.Ordinal))
        {
            table.Find(group.Key).ShouldBe(group.Last().i);
        }

        foreach (var other in others.Where(o => o is not null && known.All(w => w.word != o)))
        {
            table.Find(other).ShouldBe(WordTable.None);
        }
    }

    [Property(MaxTest = 200)]
    public void Tokens_OfAnyText_KeepEveryCharacter(string? text, int[] picks)
    {
        const string Alphabet = "你好世界研究生命的杭厦甲乙一不是a1.+#\uD842𠮷龘〇 ，";
        var mixed = string.Concat((picks ?? []).Select(p => Alphabet[(int)((uint)p % Alphabet.Length)])) + text;

        string.Concat(Tokenizer().Segments(mixed)).Length.ShouldBe(mixed.Length);
        Tokenizer().Tokens(mixed).Count.ShouldBeLessThanOrEqualTo(2 * mixed.Length);
    }

    [Fact]
    public void Tokens_OfALongRun_TakeLinearTime()
    {
        // 16,000 characters without a word of the dictionary, then with only its words: both end, and at once.
        Tokenizer().Tokens(new string('龘', 16_000)).Count.ShouldBe(32_000);
        Tokenizer().Tokens(string.Concat(Enumerable.Repeat("研究生命", 4_000))).Count.ShouldBe(32_000);
    }

    [Theory]
    [InlineData("研究")]
    [InlineData("研究 x v")]
    [InlineData("研究 0 v")]
    [InlineData(" 5 v")]
    public void Words_BrokenLine_IsNamed(string line) =>
        Should.Throw<CheckpointException>(() => WordSegmenter.ParseWords(["你好 5 l", line], "words.txt")).Message.ShouldContain("words.txt, line 2");

    [Fact]
    public void Files_OfAnotherKind_AreRefusedByName()
    {
        Should.Throw<CheckpointException>(() => WordSegmenter.ParseWords([], "words.txt")).Message.ShouldContain("words.txt");
        Should.Throw<CheckpointException>(() => HiddenMarkovModel.Parse(["1 2 3 4"], "hmm.txt")).Message.ShouldContain("hmm.txt");
        Should.Throw<CheckpointException>(() => HiddenMarkovModel.Parse(["1 2 3", .. SmallDictionary.Model.Where(l => l[0] != '#').Skip(1)], "hmm.txt")).Message.ShouldContain("line 1");
        Should.Throw<CheckpointException>(() => HiddenMarkovModel.Parse([.. SmallDictionary.Model[..^1], "x"], "hmm.txt")).Message.ShouldContain("line 9");
        Should.Throw<CheckpointException>(() => PinyinReader.Parse(("nothing", "readings.txt"), (SmallDictionary.Phrases, "p"), [])).Message.ShouldContain("readings.txt");
        Should.Throw<CheckpointException>(() => PinyinReader.Parse((SmallDictionary.Readings, "r"), ("nothing \"x\"", "phrases.txt"), [])).Message.ShouldContain("phrases.txt");
    }

    [Fact]
    public void Corrections_OfOurOwn_AreWellFormedAndReadable()
    {
        var corrections = ChineseText.Corrections().ToList();

        var reader = PinyinReader.Parse((SmallDictionary.Readings, "r"), (SmallDictionary.Phrases, "p"), corrections);

        var result = new List<string>();
        reader.Read("这个", result);
        result.ShouldBe(["zhe4", "ge"]);
        corrections.Count.ShouldBeInRange(100, 1_000);
    }

    [Fact]
    public void Source_WithoutDictionary_GivesNoneUntilItIsInstalled()
    {
        var folder = Directory.CreateTempSubdirectory("ishowtts-chinese-");
        try
        {
            var source = new ChineseTextSource(Path.Combine(folder.FullName, "none"), folder.FullName);
            source.Get().ShouldBeNull();

            File.WriteAllLines(Path.Combine(folder.FullName, ChineseText.WordFile), SmallDictionary.Words);
            File.WriteAllLines(Path.Combine(folder.FullName, ChineseText.ModelFile), SmallDictionary.Model);
            File.WriteAllText(Path.Combine(folder.FullName, ChineseText.ReadingFile), SmallDictionary.Readings);
            File.WriteAllText(Path.Combine(folder.FullName, ChineseText.PhraseFile), SmallDictionary.Phrases);

            var loaded = source.Get();
            loaded.ShouldNotBeNull();
            source.Get().ShouldBeSameAs(loaded);
            new F5Tokenizer(F5Vocabulary.Parse(" \nni3\nhao3\n"u8, "v"), source.Get).Encode("你好").ShouldBe([0, 1, 0, 2]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static F5Tokenizer Tokenizer() => new(F5Vocabulary.Parse(" \n"u8, "none"), () => SmallDictionary.Text);
}
