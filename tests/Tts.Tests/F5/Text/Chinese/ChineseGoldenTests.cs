using IShowTts.Tts.F5.Text;
using IShowTts.Tts.F5.Text.Chinese;
using Xunit.Abstractions;

namespace IShowTts.Tts.Tests.F5.Text.Chinese;

/// <summary>How far the installed dictionary agrees with the original code's on the goldens. Needs <c>./run.sh setup --chinese</c>, or ISHOWTTS_CHINESE naming a folder.</summary>
public sealed class ChineseGoldenTests(ITestOutputHelper output)
{
    private static readonly Lazy<IChineseText?> s_installed = new(static () => new ChineseTextSource(
        Environment.GetEnvironmentVariable("ISHOWTTS_CHINESE") is { Length: > 0 } named ? named : ChineseTextSource.BesideProgram).Get());

    [SkippableFact]
    public void Segments_OfEveryGolden_AreExact()
    {
        var tokenizer = Tokenizer();

        foreach (var entry in TextGoldens.Cases("tokenizer.json", "cases"))
        {
            tokenizer.Segments(entry.Text("text")).ShouldBe(entry.Texts("segments"), entry.Text("text"));
        }
    }

    [SkippableFact]
    public void Tokens_OfTheGoldens_AgreeWithThoseOfTheOriginal()
    {
        var tokenizer = Tokenizer();
        var (tokens, equal, texts, exact) = (0, 0, 0, 0);

        foreach (var entry in TextGoldens.Cases("tokenizer.json", "cases"))
        {
            var ours = tokenizer.Tokens(entry.Text("text"));
            var theirs = entry.Texts("tokens");
            ours.Count.ShouldBe(theirs.Count, entry.Text("text"));
            var same = ours.Zip(theirs).Count(pair => pair.First == pair.Second);
            (tokens, equal, texts, exact) = (tokens + theirs.Count, equal + same, texts + 1, exact + (same == theirs.Count ? 1 : 0));
            foreach (var (first, second) in ours.Zip(theirs).Where(pair => pair.First != pair.Second))
            {
                output.WriteLine($"{entry.Text("text")}: {first}, the original has {second}");
            }
        }

        output.WriteLine($"{equal} of {tokens} tokens, {exact} of {texts} texts");
        // With the whole dictionary every token of the shared goldens is equal; where there is no apt, 988 of 992 (36 of 40 texts).
        ((double)equal / tokens).ShouldBeGreaterThanOrEqualTo(0.99);
        ((double)exact / texts).ShouldBeGreaterThanOrEqualTo(0.85);
    }

    private static F5Tokenizer Tokenizer()
    {
        Skip.If(s_installed.Value is null, "The Chinese dictionary is not installed: ./run.sh setup --chinese");
        return new F5Tokenizer(F5Vocabulary.Parse(" \n"u8, "none"), () => s_installed.Value);
    }
}
