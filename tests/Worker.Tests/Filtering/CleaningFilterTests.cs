using System.Collections.Frozen;
using IShowTts.Integrations.Events;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Filtering;

public sealed class CleaningFilterTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("  two   spaces\tand\nlines ", "two spaces and lines")]
    [InlineData("a\0b\u0007c\u001Bd", "a bcd")]
    [InlineData("zero\u200Bwidth\u2060 and\uFEFF bom", "zerowidth and bom")]
    [InlineData("\u202Etfel ot thgir\u202C", "tfel ot thgir")]
    [InlineData("tag\U000E0062\U000E0061\U000E0064 ged", "tag ged")]
    [InlineData("z\u0300\u0301\u0302\u0303\u0304\u0305a\u0316\u0317\u0318\u0319lgo", "zalgo")]
    [InlineData("lone\uD83D surrogate\uDE02", "lone surrogate")]
    [InlineData("braille\u2800 blank \u3164 filler", "braille blank filler")]
    [InlineData("b\u200Da\u200Dd", "bad")]
    [InlineData("👩\u200D👩\u200D👧 family", "👩\u200D👩\u200D👧 family")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    [InlineData("Żółć", "Żółć")]
    public void Characters_UnheardOnes_AreTakenOut(string text, string cleaned) =>
        Drafts.Run(new CharacterFilter(), text).ShouldBe((cleaned, FilterVerdict.Accept));

    [Theory]
    [InlineData("see https://example.test/x?y=1 now", "see link now")]
    [InlineData("www.example.com", "link")]
    [InlineData("go to example.com!", "go to link")]
    [InlineData("(twitch.tv/robin)", "link")]
    [InlineData("discord.gg/abc and youtu.be/xyz", "link and link")]
    [InlineData("mail me: a.b@example.org", "mail me: link")]
    [InlineData("sub.domain.co.uk", "link")]
    [InlineData("example。com", "link")]
    [InlineData("192.0.2.7/admin", "link")]
    [InlineData("bücher.de", "link")]
    [InlineData("e.g. this, i.e. that", "e.g. this, i.e. that")]
    [InlineData("1.5 and 3.14", "1.5 and 3.14")]
    [InlineData("ok...sure", "ok...sure")]
    [InlineData("nice.it works", "nice.it works")]
    [InlineData("wait.what", "wait.what")]
    [InlineData("v1.2.3 at 10:30", "v1.2.3 at 10:30")]
    [InlineData("U.S.A. a.m. p.m.", "U.S.A. a.m. p.m.")]
    [InlineData("and/or either/or", "and/or either/or")]
    [InlineData(":// .. . com", ":// .. . com")]
    public void Links_AreSaidAsLink(string text, string cleaned) =>
        Drafts.Run(new LinkFilter(new LinkOptions(), Drafts.Lists.LinkEndings), text).ShouldBe((cleaned, FilterVerdict.Accept));

    [Theory]
    [InlineData("Strip", "see now", ReasonCodes.Accepted, null)]
    [InlineData("Say", "see url now", ReasonCodes.Accepted, null)]
    [InlineData("Keep", "see example.com now", ReasonCodes.Accepted, null)]
    [InlineData("Reject", "see example.com now", ReasonCodes.Link, "Filters:Links:Action")]
    public void Links_Action_IsFollowed(string action, string text, string code, string? rule)
    {
        var filter = new LinkFilter(new LinkOptions { Action = Enum.Parse<LinkAction>(action), Word = "url" }, Drafts.Lists.LinkEndings);

        var (left, verdict) = Drafts.Run(filter, "see example.com now");

        (left, verdict.Code, verdict.Rule).ShouldBe((text, code, rule));
    }

    [Theory]
    [InlineData(0, 0, "hi   ")]
    [InlineData(1, 0, "hi Kappa  ")]
    [InlineData(2, 1, "hi Kappa Kappa Cheer100")]
    public void Emotes_BeyondTheirNumber_AreTakenOut(int emotes, int cheermotes, string left)
    {
        var filter = new EmoteFilter(new EmoteOptions { MaxEmotes = emotes, MaxCheermotes = cheermotes }, FrozenSet<string>.Empty);

        Drafts.Run(filter, "hi Kappa Kappa Cheer100", Emote(3, 5), Emote(9, 5), new TextSpan(15, 8, TextSpanKind.Cheermote, "Cheer")).Text.ShouldBe(left);
    }

    [Fact]
    public void Emotes_GifReplyAndExtensionWords_AreTakenOut()
    {
        var filter = new EmoteFilter(new EmoteOptions(), new[] { "KEKW" }.ToFrozenSet());

        var (left, _) = Drafts.Run(
            filter, "@Kim yes KEKW [a gif] kekw", new TextSpan(0, 4, TextSpanKind.ReplyMention, ""), new TextSpan(14, 7, TextSpanKind.Gif, "1"));

        left.ShouldBe(" yes   kekw");
    }

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(2, 0)]
    [InlineData(3, 99)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Emotes_SpanOutsideTheText_IsReadAsWords(int start, int length) =>
        Drafts.Run(new EmoteFilter(new EmoteOptions(), FrozenSet<string>.Empty), "hello", Emote(start, length)).Text.ShouldBe("hello");

    [Fact]
    public void Emotes_TooMany_AreRejected()
    {
        var filter = new EmoteFilter(new EmoteOptions { RejectAbove = 1 }, FrozenSet<string>.Empty);

        var verdict = Drafts.Run(filter, "Kappa Kappa", Emote(0, 5), Emote(6, 5)).Verdict;

        (verdict.Code, verdict.Rule).ShouldBe((ReasonCodes.Emotes, "Filters:Emotes:RejectAbove"));
    }

    [Theory]
    [InlineData(0, false, "hi 😂😂 there 👩\u200D👩\u200D👧🏽 ok 🇩🇪 1\uFE0F\u20E3 ❤\uFE0F ♥", "hi there ok")]
    [InlineData(1, false, "a 😂 b 😂", "a 😂 b")]
    [InlineData(2, true, "a 😂 b 🔥 c 🔥", "a laughing b fire c")]
    [InlineData(5, true, "🦑x", "x")]
    [InlineData(0, false, "日本語 и 한국어 ok", "日本語 и 한국어 ok")]
    public void Emoji_BeyondTheirNumber_AreTakenOutWhole(int max, bool names, string text, string cleaned) =>
        Drafts.Run(new EmojiFilter(new EmojiOptions { MaxEmoji = max, SayNames = names }, Drafts.Lists.EmojiNames), text).Text.ShouldBe(cleaned);

    [Theory]
    [InlineData("soooooooo good", "sooo good")]
    [InlineData("NOOOOooooo", "NOOO")]
    [InlineData("what?!?!?!?!?!?!?!", "what?!?!?!?!")]
    [InlineData("hahahahahahaha", "hahahaha")]
    [InlineData("spam spam Spam SPAM spam", "spam spam Spam")]
    [InlineData("one two one two one two one two one two", "one two one two one two")]
    [InlineData("1000000000 bits", "1000000000 bits")]
    [InlineData("bookkeeper committee", "bookkeeper committee")]
    public void Repetition_IsShortened(string text, string shorter) =>
        Drafts.Run(new RepetitionFilter(new RepetitionOptions()), text).ShouldBe((shorter, FilterVerdict.Accept));

    [Fact]
    public void Repetition_MoreThanAllowed_IsRejected()
    {
        var verdict = Drafts.Run(new RepetitionFilter(new RepetitionOptions { RejectAbovePercent = 50 }), new string('x', 40)).Verdict;

        (verdict.Code, verdict.Rule).ShouldBe((ReasonCodes.Repetition, "Filters:Repetition:RejectAbovePercent"));
    }

    [Theory]
    [InlineData("the quick brown fox", 12, "the quick")]
    [InlineData("the quick brown fox", 100, "the quick brown fox")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", 10, "aaaaaaaaaa")]
    [InlineData("12345678😂😂", 9, "12345678")]
    [InlineData("1234567👩\u200D👩\u200D👧 x", 12, "1234567")]
    [InlineData("12345e\u0301e\u0301e\u0301", 8, "12345e\u0301")]
    [InlineData("🇩🇪🇫🇷🇮🇹", 10, "🇩🇪🇫🇷")]
    public void Length_TooLong_IsCutAtWordOrGrapheme(string text, int max, string cut) =>
        Drafts.Run(new LengthFilter(new LengthOptions { MaxCharacters = max }), text).Text.ShouldBe(cut);

    [Fact]
    public void Length_RejectChosen_IsRejected()
    {
        var verdict = Drafts.Run(new LengthFilter(new LengthOptions { MaxCharacters = 5, Action = LengthAction.Reject }), "too long").Verdict;

        (verdict.Code, verdict.Rule).ShouldBe((ReasonCodes.Length, "Filters:Length:MaxCharacters"));
    }

    [Theory]
    [InlineData("?!... --", ReasonCodes.Empty)]
    [InlineData("", ReasonCodes.Empty)]
    [InlineData("W", ReasonCodes.Accepted)]
    [InlineData("你", ReasonCodes.Accepted)]
    [InlineData("7", ReasonCodes.Accepted)]
    public void Empty_NothingSayable_IsRejected(string text, string code) =>
        Drafts.Run(new EmptyFilter(_ => true), text).Verdict.Code.ShouldBe(code);

    [Theory]
    [InlineData("hello мир", ReasonCodes.Accepted)]
    [InlineData("привет как дела", ReasonCodes.Script)]
    [InlineData("123 !!", ReasonCodes.Accepted)]
    public void Scripts_MostlyUnreadable_IsRejected(string text, string code) =>
        Drafts.Run(new ScriptFilter(new ScriptOptions { Readable = ["latin"] }), text).Verdict.Code.ShouldBe(code);

    private static TextSpan Emote(int start, int length) => new(start, length, TextSpanKind.Emote, "25");
}
