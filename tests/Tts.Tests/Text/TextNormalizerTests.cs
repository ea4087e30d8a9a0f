using IShowTts.Tts.Text;

namespace IShowTts.Tts.Tests.Text;

public sealed class TextNormalizerTests
{
    private static readonly Dictionary<string, string> s_shorthand = new()
    {
        ["brb"] = "be right back",
        ["gg"] = "good game",
        ["idk"] = "I don't know",
        ["u"] = "you",
        ["<3"] = "heart",
    };

    [Theory]
    [InlineData("nothing to do here", "nothing to do here")]
    [InlineData("brb, gg!", "be right back, good game!")]
    [InlineData("IDK u <3", "I don't know you heart")]
    [InlineData("I have 5 cats", "I have five cats")]
    [InlineData("-3.5 and 1,234,567", "minus three point five and one million two hundred thirty-four thousand five hundred sixty-seven")]
    [InlineData("1st 2nd 3rd 21st 100th", "first second third twenty-first one hundredth")]
    [InlineData("$4.50", "four dollars fifty")]
    [InlineData("¥500 ¥500.50", "five hundred yen five hundred point five yen")]
    [InlineData("1.250 KWD, 2.000 KWD", "one point two five Kuwaiti dinars, two Kuwaiti dinars")]
    [InlineData("$1 $0.99 $5.00", "one dollar ninety-nine cents five dollars")]
    [InlineData("¥500", "five hundred yen")]
    [InlineData("€3.50 3,50€", "three euros fifty three euros fifty")]
    [InlineData("5 EUR, 4.50 USD", "five euros, four dollars fifty")]
    [InlineData("100 SEK", "one hundred Swedish kronor")]
    [InlineData("R$10 $10k £1,000", "ten reais ten thousand dollars one thousand pounds")]
    [InlineData("5km 10 kg 1 GB", "five kilometers ten kilograms one gigabyte")]
    [InlineData("50% 144fps 20°C", "fifty percent one hundred forty-four frames per second twenty degrees Celsius")]
    [InlineData("10k followers x2", "ten thousand followers times two")]
    [InlineData("10:30 7pm 10:05am 12:00", "ten thirty seven P M ten oh five A M twelve o'clock")]
    [InlineData("2026-11-22", "November twenty-second, twenty twenty-six")]
    [InlineData("24/7 10/10 1/2", "twenty-four seven ten out of ten one half")]
    [InlineData("#1 v1.2.3", "number one version one point two point three")]
    [InlineData("007 0", "zero zero seven zero")]
    [InlineData("you & me", "you and me")]
    [InlineData("hi @DarkSlayer99", "hi Dark Slayer 99")]
    [InlineData("https://www.twitch.tv/robin?x=1", "twitch dot tv slash robin")]
    [InlineData("kim@example.org", "kim at example dot org")]
    [InlineData("привет 日本語 مرحبا", "привет 日本語 مرحبا")]
    [InlineData("ok 5.", "ok five.")]
    [InlineData("v V x # $ @ % ~", "v V x # $ @ percent ~")]
    [InlineData("(5)", "(five)")]
    [InlineData("abc123 4head", "abc123 4head")]
    [InlineData("I am 5 m tall", "I am five m tall")]
    [InlineData("1,23 12,34,56", "1,23 12,34,56")]
    public void Normalize_English_IsSpelledOut(string text, string spoken) => English().Normalize(text).ShouldBe(spoken);

    [Fact]
    public void Normalize_NothingChanges_GivesTheSameString()
    {
        const string Text = "plain words stay what they are";

        English().Normalize(Text).ShouldBeSameAs(Text);
    }

    [Fact]
    public void Normalize_OtherLanguage_LeavesNumbersToTheEngine() =>
        new TextNormalizer(new TextOptions { Language = "de" }, Replacements(), s_shorthand).Normalize("5 € brb @TheCat").ShouldBe("5 € brb The Cat");

    [Fact]
    public void Normalize_FloodOfDigits_StaysShort() => English().Normalize(new string('9', 10_000)).Split(' ').Length.ShouldBe(NumberWords.MaxSingleDigits);

    [Fact]
    public void Replacements_AreDoneInOrderBeforeTheRules()
    {
        var replacements = Replacements(
            new ReplacementOptions { Pattern = "second", Replacement = "third", Order = 2 },
            new ReplacementOptions { Pattern = "first", Replacement = "second", Order = 1 },
            new ReplacementOptions { Pattern = "off", Replacement = "never", Enabled = false },
            new ReplacementOptions { Pattern = @"(\d+)hp", Replacement = "$1 health", Regex = true },
            new ReplacementOptions { Pattern = "ce", Replacement = "SE", WholeWord = false },
            new ReplacementOptions { Pattern = "gold", Replacement = "$5" });

        new TextNormalizer(new TextOptions(), replacements, s_shorthand).Normalize("first off 50hp nice gold").ShouldBe("third off fifty health niSE five dollars");
    }

    [Fact]
    public void Replacements_WholeWord_LeavesPartsOfWords() =>
        Replacements(new ReplacementOptions { Pattern = "cat", Replacement = "dog" }).Apply("cat concat Cat's").ShouldBe("dog concat dog's");

    [Fact]
    public void Replacements_ThatGrowWithoutEnd_AreBounded()
    {
        var doubling = Enumerable.Range(0, 40).Select(_ => new ReplacementOptions { Pattern = "a", Replacement = "aa", WholeWord = false });

        Replacements([.. doubling]).Apply("a").Length.ShouldBeLessThanOrEqualTo(ReplacementList.MaxLength);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("(", "cannot be used")]
    [InlineData("(?=a)", "linear time")]
    public void Replacements_Mistake_NamesKeyAndCure(string pattern, string cure)
    {
        ReplacementList.Create([new ReplacementOptions { Pattern = "fine" }, new ReplacementOptions { Pattern = pattern, Regex = true }], out var errors);

        errors.ShouldHaveSingleItem().ShouldStartWith("Text:Replacements:1:Pattern");
        errors[0].ShouldContain(cure);
    }

    private static TextNormalizer English() => new(new TextOptions(), Replacements(), s_shorthand);

    private static ReplacementList Replacements(params ReplacementOptions[] options)
    {
        var list = ReplacementList.Create(options, out var errors);
        errors.ShouldBeEmpty();
        return list;
    }
}
