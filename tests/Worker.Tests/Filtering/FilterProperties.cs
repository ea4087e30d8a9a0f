using System.Globalization;
using System.Text;
using FsCheck.Xunit;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Tests.Intake;

namespace IShowTts.Worker.Tests.Filtering;

/// <summary>What must hold for any text, made from the pieces that break text code.</summary>
public sealed class FilterProperties
{
    private static readonly ComposerBench s_bench = new();
    private static readonly FilterRules s_wide = Rules(new FilterOptions { Emoji = { MaxEmoji = 3 }, Emotes = { MaxEmotes = 2 } });

    [Property(Arbitrary = [typeof(HostileTexts)], MaxTest = 300)]
    public bool Pipeline_AnyText_NeverThrowsAndStaysInBounds(string text)
    {
        var draft = Drafts.Of(text, spans: [new TextSpan(0, 1, TextSpanKind.Emote, "1")]);

        var verdict = s_wide.Pipeline.Run(draft);

        return verdict.Verdict == Verdict.Reject || (draft.Text.Length <= 300 && IsWellFormed(draft.Text));
    }

    [Property(Arbitrary = [typeof(HostileTexts)], MaxTest = 300)]
    public bool Cleaning_AnyTextTwice_ChangesNothingMore(string text)
    {
        var once = Cleaned(text);

        return once == Cleaned(once);
    }

    [Property(Arbitrary = [typeof(HostileTexts)], MaxTest = 300)]
    public bool Cut_AnyText_EndsBetweenGraphemes(string text, byte max)
    {
        var clean = CharacterFilter.Clean(text);

        var cut = TextCut.AtWord(clean, max + 1);

        return cut.Length <= max + 1 && clean.StartsWith(cut, StringComparison.Ordinal)
            && (cut.Length == clean.Length || clean[cut.Length] == ' ' || StringInfo.ParseCombiningCharacters(clean).Contains(cut.Length));
    }

    [Property(Arbitrary = [typeof(HostileTexts)], MaxTest = 300)]
    public bool Matcher_AnyText_NeverThrowsAndFindsTheWordBehindIt(string text)
    {
        _ = s_wide.Matcher!.Find(text, isName: true);

        return s_wide.Matcher.Find(text + " badword") is not null;
    }

    public static TheoryData<string> Floods => new()
    {
        "a", "ab", "a ", "b.a.d ", "b a d w o r ", "1", "!", "😂", "🇩🇪", "\u0301", "a\u0301", "\u200B", "slurwor", "badwor d", "http://", "a.co", "@", "ha", "x1y2", "\uD83D", "fuc ", "assess", "(", "ﷺ",
    };

    [Theory]
    [MemberData(nameof(Floods))]
    public void Composer_FloodOfOneHundredThousand_CostsNoMoreThanLinear(string piece)
    {
        var bench = new ComposerBench(("Filters:Length:MaxCharacters", "10000"), ("Filters:Length:MaxSpokenCharacters", "20000"), ("Filters:Emoji:MaxEmoji", "500"));
        Allocated(bench, piece, 2_500);

        var small = Allocated(bench, piece, 25_000);
        var large = Allocated(bench, piece, 100_000);

        // Four times the text may cost four times the memory, and a little for buffers that double.
        large.ShouldBeLessThan(small * 8 + 200_000);
    }

    [Property(Arbitrary = [typeof(HostileTexts)], MaxTest = 300)]
    public bool Composer_AnyTextAndName_StaysInBounds(string text)
    {
        var decision = s_bench.Decide(s_bench.Chat(text, from: text));

        return decision.Utterance is null || (decision.Utterance.SpokenText.Length <= 600 && IsWellFormed(decision.Utterance.SpokenText));
    }

    private static long Allocated(ComposerBench bench, string piece, int length)
    {
        var text = new StringBuilder().Insert(0, piece, length / piece.Length).ToString();
        var chat = bench.Chat(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        bench.Decide(chat).ShouldNotBeNull();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string Cleaned(string text)
    {
        var draft = Drafts.Of(text);
        foreach (var filter in Rules(new FilterOptions { Emoji = { MaxEmoji = 500 } }).Pipeline.Filters.Where(f => f is CharacterFilter or EmojiFilter or RepetitionFilter or LengthFilter))
            filter.Apply(draft);
        return draft.Text;
    }

    private static FilterRules Rules(FilterOptions options)
    {
        var errors = new List<string>();
        var rules = FilterRules.Create(options, Drafts.Lists, new FilterMemory(), errors);
        errors.ShouldBeEmpty();
        return rules;
    }

    private static bool IsWellFormed(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is 0xFFFD or 0)
                return false;
        }

        return true;
    }
}
