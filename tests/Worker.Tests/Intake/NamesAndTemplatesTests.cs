using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Tests.Intake;

public sealed class NamesAndTemplatesTests
{
    [Theory]
    [InlineData("xX_DarkSlayer99_Xx", "Dark Slayer 99 says hello")]
    [InlineData("b4dw0rd", "somebody says hello")]
    [InlineData("The_Slur_Word", "somebody says hello")]
    [InlineData("IAmABadwordFan", "somebody says hello")]
    [InlineData("Scunthorpe", "Scunthorpe says hello")]
    [InlineData("___", "somebody says hello")]
    public void Name_IsSayableAndFiltered(string name, string spoken)
    {
        var bench = new ComposerBench();

        bench.Decide(bench.Chat("hello", name)).Utterance!.SpokenText.ShouldBe(spoken);
    }

    [Theory]
    [InlineData("空ちゃん", "sora_chan", "sora chan says hello")]
    [InlineData("空ちゃん", "discord:sora_chan", "sora chan says hello")]
    [InlineData("空ちゃん", "", "空ちゃん says hello")]
    [InlineData("Möwe", "moewe", "Möwe says hello")]
    public void Name_WithoutALatinLetter_TheAccountNameIsSaid(string name, string login, string spoken)
    {
        var bench = new ComposerBench();
        var message = bench.Chat("hello", name);

        bench.Decide(message with { Viewer = message.Viewer with { Login = login } }).Utterance!.SpokenText.ShouldBe(spoken);
    }

    [Fact]
    public void Name_WithoutALatinLetter_IsSaidAsShownWhenTheOptionIsOff()
    {
        var bench = new ComposerBench(("Intake:SayLoginForOtherScripts", "false"));
        var message = bench.Chat("hello", "空ちゃん");

        bench.Decide(message with { Viewer = message.Viewer with { Login = "sora" } }).Utterance!.SpokenText.ShouldBe("空ちゃん says hello");
    }

    [Fact]
    public void Name_LongEndless_IsCut()
    {
        var bench = new ComposerBench();

        bench.Decide(bench.Chat("hello", new string('q', 3000) + " " + string.Concat(Enumerable.Repeat("ab ", 3000)))).Utterance!.SpokenText.Length.ShouldBeLessThan(60);
    }

    [Theory]
    [InlineData("Kimmy", "Kimmy says hello")]
    [InlineData("badword", "somebody says hello")]
    public void Nickname_IsSaidInPlaceOfTheName(string nickname, string spoken)
    {
        var bench = new ComposerBench();
        bench.Choose("robin", new ViewerChoice(false, nickname, null));

        bench.Say("hello").ShouldBe(spoken);
    }

    [Fact]
    public void Name_SameViewerAgain_IsSaidOnlyWhenItChangedOrAfterAWhile()
    {
        var bench = new ComposerBench(("Intake:SayNameAgainSeconds", "60"));

        bench.Say("one").ShouldBe("Robin says one");
        bench.Say("two").ShouldBe("two");
        bench.Decide(bench.Chat("three", "Kim")).Utterance!.SpokenText.ShouldBe("Kim says three");
        bench.Say("four").ShouldBe("Robin says four");
        bench.Now = bench.Now.AddSeconds(61);
        bench.Say("five").ShouldBe("Robin says five");
    }

    [Fact]
    public void Name_RejectedMessageBetween_DoesNotCountAsSaid()
    {
        var bench = new ComposerBench();
        bench.Say("one");
        bench.Decide(bench.Chat("badword", "Kim"));

        bench.Say("two").ShouldBe("two");
    }

    [Theory]
    [InlineData("Always", "Robin says two")]
    [InlineData("Never", "two")]
    public void SayName_Setting_IsFollowed(string setting, string spoken)
    {
        var bench = new ComposerBench(("Intake:SayName", setting));
        bench.Say("one");

        bench.Say("two").ShouldBe(spoken);
    }

    [Fact]
    public void Template_OfTheUser_IsFilled()
    {
        var bench = new ComposerBench(("Intake:Cheer:Templates:0:Text", "%bits% bits (%amount% %currency%) by %name%! 100% %message%"));

        var spoken = bench.Decide(bench.Event(new Cheer { Bits = 1, Message = MessageText.Plain("yes %bits%") })).Utterance!.SpokenText;

        spoken.ShouldBe("one bit (one bits) by Robin! one hundred percent yes %bits%");
    }

    [Fact]
    public void Template_Several_ChosenByWeightAndAlwaysTheSameForAnEvent()
    {
        (string, string)[] settings =
        [
            ("Intake:Raid:Templates:0:Text", "first"), ("Intake:Raid:Templates:0:Weight", "3"),
            ("Intake:Raid:Templates:1:Text", "second"), ("Intake:Raid:Templates:1:Weight", "1"),
            ("Intake:Raid:Templates:2:Text", "never"), ("Intake:Raid:Templates:2:Weight", "0"),
        ];

        var one = Raids(new ComposerBench(settings));
        var again = Raids(new ComposerBench(settings));

        again.ShouldBe(one);
        one.Distinct().Order().ShouldBe(["first", "second"]);
        one.Count(s => s == "first").ShouldBeInRange(260, 340);
    }

    [Fact]
    public void Options_WithMistakes_AreAllNamedAtOnce()
    {
        var mistakes = Should.Throw<OptionsValidationException>(() => new ComposerBench(
            ("Intake:Chat:Templates:0:Text", "%name% cheered %bits%"),
            ("Intake:Raid:Templates:0:Text", "%nobody%"),
            ("Intake:Gift:Templates:0:Text", " "),
            ("Intake:Cheer:MinimumBits", "0"),
            ("Intake:Donation:MinimumAmounts:Dollar", "1")));

        mistakes.Failures.Order().ShouldBe([
            "Intake:Chat:Templates:0:Text: %bits% is not known here; use %name%, %message%.",
            "Intake:Cheer:MinimumBits must be from 1 to 1000000.",
            "Intake:Donation:MinimumAmounts:Dollar is no currency; use a three-letter code such as USD.",
            "Intake:Gift:Templates:0:Text is empty; write a sentence such as \"%name% says %message%\" or take the entry out.",
            "Intake:Raid:Templates:0:Text: %nobody% is not known here; use %name%, %message%, %viewers%.",
        ]);
    }

    [Theory]
    [InlineData("Filters:Length:MaxCharacters", "0", "Filters:Length:MaxCharacters")]
    [InlineData("Filters:Scripts:Readable:0", "Klingon", "Klingon is not known; use Latin")]
    [InlineData("Filters:BlockedWords:Words:0", "regex:(", "Filters:BlockedWords:Words:0")]
    [InlineData("Filters:ListsFile", "nowhere.json", "Filters:ListsFile")]
    public void FilterOptions_WithAMistake_NamesTheKey(string key, string value, string message)
    {
        var mistake = Should.Throw<OptionsValidationException>(() => new ComposerBench((key, value)));

        mistake.Message.ShouldContain(message);
    }

    public static TheoryData<object, string> BuiltIn => new()
    {
        { new Notice { NoticeKind = "hype-train", Value = 1, Viewer = Viewer.Anonymous }, "A hype train has started" },
        { new Notice { NoticeKind = "hype-train", Value = 3 }, "A hype train has started at level three" },
        { new Notice { NoticeKind = "watch-streak", Value = 7, SystemText = "Robin watched 7 consecutive streams!" }, "Robin has watched seven streams in a row" },
        { new Notice { NoticeKind = "watch-streak", Value = 7, Message = MessageText.Plain("wow") }, "Robin has watched seven streams in a row: wow" },
        { new Notice { NoticeKind = "modiversary", Value = 12, SystemText = "Robin is a moderator for 12 months!" }, "Robin is a moderator for 12 months!" },
        { new Notice { NoticeKind = "other", SystemText = "Something happened", Message = MessageText.Plain("wow") }, "Something happened. wow" },
        { new Subscription { SubscriptionKind = SubscriptionKind.Resub, Months = 15, StreakMonths = 3, Message = MessageText.Plain("hi") }, "Robin subscribed for fifteen months, three months in a row: hi" },
        { new Subscription { SubscriptionKind = SubscriptionKind.Resub, Months = 15, Message = MessageText.Plain("hi") }, "Robin subscribed for fifteen months: hi" },
        { new GiftSubscription { Count = 5, BombId = "b" }, "Robin gifted five subs" },
        { new GiftSubscription { Recipient = "Zack" }, "Robin gifted a sub to Zack" },
        { new Raid { Viewers = 1 }, "Robin raids with one viewer" },
    };

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void BuiltInSentence_OfAKind_SoundsRight(object streamEvent, string spoken)
    {
        var bench = new ComposerBench(("Intake:Notice:ReadOthers", "true"));

        bench.Decide(bench.Event((MessageEvent)streamEvent)).Utterance!.SpokenText.ShouldBe(spoken);
    }

    [Fact]
    public void Template_WithTheStreak_IsFilled()
    {
        var bench = new ComposerBench(("Intake:Subscription:Templates:0:Text", "%name%: %months% months, %streak% in a row"));

        bench.Decide(bench.Event(new Subscription { Months = 9, StreakMonths = 4 })).Utterance!.SpokenText.ShouldBe("Robin: nine months, four in a row");
    }

    [Fact]
    public void Say_ByTheStreamer_GoesThroughTheFiltersWithoutWaits()
    {
        var bench = new ComposerBench(("Filters:Cooldown:ViewerSeconds", "60"), ("Filters:Cooldown:ModeratorsExempt", "false"));
        var actor = new Actor("api", "api");

        var first = bench.Composer.DecideSay(new SayRequest("brb in 5 min", "Amy"), actor, bench.Now);
        var second = bench.Composer.DecideSay(new SayRequest("brb in 5 min", null, "Robin"), actor, bench.Now);
        var blocked = bench.Composer.DecideSay(new SayRequest("badword"), actor, bench.Now);

        (first.Utterance!.SpokenText, first.Utterance.Voice, first.Utterance.Priority).ShouldBe(("be right back in five minutes", "Amy", 50));
        second.Utterance!.SpokenText.ShouldBe("Robin says be right back in five minutes");
        blocked.Verdict.Code.ShouldBe(ReasonCodes.BlockedWord);
    }

    private static string[] Raids(ComposerBench bench) =>
        [.. Enumerable.Range(0, 400).Select(_ => bench.Decide(bench.Event(new Raid { Viewers = 5 })).Utterance!.SpokenText)];
}
