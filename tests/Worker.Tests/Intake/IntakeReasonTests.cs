using IShowTts.Integrations.Events;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Intake;

/// <summary>Every reason of intake with the rule that decided.</summary>
public sealed class IntakeReasonTests
{
    private static readonly MessageText s_words = MessageText.Plain("some words");

    public static TheoryData<MessageEvent, string, string, string, string, string> Reasons => new()
    {
        { new ChatMessage { Message = s_words, IsHistorical = true }, "", "", "Ignore", ReasonCodes.Historical, "Intake:Historical" },
        { new ChatMessage { Message = s_words, SharedFrom = "99" }, "", "", "Ignore", ReasonCodes.SharedChat, "Intake:SharedChat" },
        { new ChatMessage { Message = s_words, SharedFrom = "99" }, "Intake:SharedChat", "true", "Speak", ReasonCodes.Accepted, "" },
        { new ChatMessage { Message = s_words, IsHeld = true }, "", "", "Ignore", ReasonCodes.HeldByPlatform, "Intake:HeldByPlatform" },
        { new ChatMessage { Message = s_words }, "Intake:OwnLogins:0", "@Robin", "Ignore", ReasonCodes.OwnMessage, "Intake:OwnLogins" },
        { new ChatMessage { Message = s_words }, "Intake:IgnoredViewers:0", "ROBIN", "Ignore", ReasonCodes.IgnoredViewer, "Intake:IgnoredViewers" },
        { new ChatMessage { Message = s_words, Viewer = ComposerBench.Someone("Nightbot") }, "", "", "Ignore", ReasonCodes.KnownBot, "Intake:IgnoreKnownBots" },
        { new ChatMessage { Message = s_words, Viewer = ComposerBench.Someone("Nightbot") }, "Intake:IgnoreKnownBots", "false", "Speak", ReasonCodes.Accepted, "" },
        { new ChatMessage { Message = MessageText.Plain(" !song") }, "", "", "Ignore", ReasonCodes.Prefix, "Intake:IgnoredPrefixes:!" },
        { new ChatMessage { Message = MessageText.Plain("?song") }, "Intake:IgnoredPrefixes:0", "?", "Ignore", ReasonCodes.Prefix, "Intake:IgnoredPrefixes:?" },
        { new ChatMessage { Message = s_words }, "Intake:Chat:Enabled", "false", "Ignore", ReasonCodes.KindOff, "Intake:Chat:Enabled" },
        { new ChatMessage { Message = s_words }, "Intake:Chat:MinimumRole", "Subscriber", "Reject", ReasonCodes.Role, "Intake:Chat:MinimumRole" },
        { new ChatMessage { Message = s_words }, "Intake:Chat:NeedsApproval", "true", "Hold", ReasonCodes.Approval, "Intake:Chat:NeedsApproval" },
        { new ChatMessage { Message = s_words, IsHighlighted = true }, "Intake:Highlighted:Enabled", "false", "Ignore", ReasonCodes.KindOff, "Intake:Highlighted:Enabled" },
        { new Cheer { Bits = 99, Message = s_words }, "Intake:Cheer:MinimumBits", "100", "Reject", ReasonCodes.Minimum, "Intake:Cheer:MinimumBits" },
        { new PowerUp { Bits = 5, Message = s_words }, "Intake:PowerUp:MinimumBits", "10", "Reject", ReasonCodes.Minimum, "Intake:PowerUp:MinimumBits" },
        { new Donation { Amount = 2.99m, Currency = "EUR", Message = s_words }, "Intake:Donation:MinimumAmounts:EUR", "3", "Reject", ReasonCodes.Minimum, "Intake:Donation:MinimumAmounts:EUR" },
        { new Donation { Amount = 2.99m, Currency = "USD", Message = s_words }, "Intake:Donation:MinimumAmount", "3", "Reject", ReasonCodes.Minimum, "Intake:Donation:MinimumAmount" },
        { new Raid { Viewers = 4 }, "Intake:Raid:MinimumViewers", "5", "Reject", ReasonCodes.Minimum, "Intake:Raid:MinimumViewers" },
        { new Redemption { RewardId = "r1", RewardTitle = "Hydrate" }, "", "", "Ignore", ReasonCodes.Empty, "Intake:Redemption:Rewards" },
        { new Redemption { RewardId = "r1", RewardTitle = "Hydrate" }, "Intake:Redemption:Rewards:0", "hydrate", "Speak", ReasonCodes.Accepted, "" },
        { new Redemption { RewardId = "r1", Message = s_words }, "Intake:Redemption:Rewards:0", "other", "Ignore", ReasonCodes.KindOff, "Intake:Redemption:Rewards" },
        { new GiftSubscription { IsPartOfBomb = true }, "", "", "Ignore", ReasonCodes.PartOfBomb, "Intake:Gift:ReadPartsOfBombs" },
        { new GiftSubscription { IsPartOfBomb = true }, "Intake:Gift:ReadPartsOfBombs", "true", "Speak", ReasonCodes.Accepted, "" },
        { new Follow(), "", "", "Ignore", ReasonCodes.KindOff, "Intake:Follow:Enabled" },
        { new Notice { NoticeKind = "watch-streak" }, "", "", "Ignore", ReasonCodes.KindOff, "Intake:Notice:Kinds" },
        { new Notice { NoticeKind = "watch-streak", SystemText = "Robin watched 3 streams" }, "Intake:Notice:Kinds:watch-streak", "true", "Speak", ReasonCodes.Accepted, "" },
        { new ChatMessage { Message = MessageText.Plain("a badword") }, "", "", "Reject", ReasonCodes.BlockedWord, "Filters:BlockedWords:badword*" },
        { new Cheer { Bits = 5, Message = MessageText.Plain("a badword") }, "", "", "Reject", ReasonCodes.BlockedWord, "Filters:BlockedWords:badword*" },
        { new Cheer { Bits = 5, Message = MessageText.Plain("a badword") }, "Filters:BlockedWords:PaidAction", "Hold", "Hold", ReasonCodes.BlockedWord, "Filters:BlockedWords:badword*" },
        { new ChatMessage { Message = MessageText.Plain("a badword") }, "Filters:BlockedWords:Enabled", "false", "Speak", ReasonCodes.Accepted, "" },
        { new ChatMessage { Message = MessageText.Plain("a kumquat") }, "Filters:BlockedWords:Words:0", "kum*at", "Reject", ReasonCodes.BlockedWord, "Filters:BlockedWords:kum*at" },
        { new ChatMessage { Message = MessageText.Plain("👍 ...") }, "", "", "Reject", ReasonCodes.Empty, "Filters:Empty" },
        { new Cheer { Bits = 5, Message = MessageText.Plain("👍 ...") }, "", "", "Speak", ReasonCodes.Accepted, "" },
        { new ChatMessage { Message = MessageText.Plain("see example.com") }, "Filters:Links:Action", "Reject", "Reject", ReasonCodes.Link, "Filters:Links:Action" },
        { new ChatMessage { Message = MessageText.Plain("привет") }, "Filters:Scripts:Readable:0", "Latin", "Reject", ReasonCodes.Script, "Filters:Scripts:Readable" },
    };

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Decide_Event_GivesVerdictReasonAndRule(MessageEvent message, string key, string value, string verdict, string code, string rule)
    {
        var bench = key.Length > 0 ? new ComposerBench((key, value)) : new ComposerBench();

        var decision = bench.Decide(bench.Event(message));

        (decision.Verdict.Verdict.ToString(), decision.Verdict.Code, decision.Verdict.Rule ?? "").ShouldBe((verdict, code, rule));
        (decision.Utterance is null).ShouldBe(verdict == "Ignore");
    }

    [Fact]
    public void Decide_Moderation_IsNotAMessage() =>
        new ComposerBench().Decide(new ChatCleared()).Verdict.Code.ShouldBe(ReasonCodes.NotAMessage);

    [Fact]
    public void Decide_IgnoredByAModerator_IsIgnored()
    {
        var bench = new ComposerBench();
        bench.Choose("robin", new ViewerChoice(true, null, null));

        bench.Decide(bench.Chat("hello")).Verdict.Code.ShouldBe(ReasonCodes.IgnoredViewer);
    }

    [Fact]
    public void Decide_SameIdAgain_IsADuplicateButTheSameEventGetsTheSameAnswer()
    {
        var bench = new ComposerBench(("Filters:Cooldown:ViewerSeconds", "10"));
        var chat = bench.Chat("hello");
        var first = bench.Decide(chat);

        var askedAgain = bench.Decide(chat);
        var repeat = bench.Decide(chat with { });

        askedAgain.ShouldBeSameAs(first);
        repeat.Verdict.Code.ShouldBe(ReasonCodes.Duplicate);
    }

    [Fact]
    public void Decide_SameSharedMessageFromTwoChannels_IsSpokenOnce()
    {
        var bench = new ComposerBench(("Intake:SharedChat", "true"));
        var original = bench.Chat("hello") with { SharedId = "s1" };
        bench.Decide(original).Verdict.ShouldBe(FilterVerdict.Accept);

        bench.Decide(bench.Chat("hello") with { SharedFrom = "99", SharedId = "s1" }).Verdict.Code.ShouldBe(ReasonCodes.Duplicate);
    }

    [Fact]
    public void Decide_CheerBelowMinimum_CanBeTreatedAsChat()
    {
        var bench = new ComposerBench(("Intake:Cheer:MinimumBits", "100"), ("Intake:Cheer:BelowMinimum", "AsChat"));

        var utterance = bench.Decide(bench.Event(new Cheer { Bits = 5, Message = s_words })).Utterance!;

        (utterance.Kind, utterance.IsPaid, utterance.SpokenText).ShouldBe((UtteranceKind.Chat, false, "Robin says some words"));
    }

    [Fact]
    public void Reload_ChangedSettings_AreUsedAndMemoryStays()
    {
        var bench = new ComposerBench(("Filters:Cooldown:ViewerSeconds", "10"));
        bench.Decide(bench.Chat("hello"));

        bench.Reload("Filters:BlockedWords:Words:0", "kumquat");

        bench.Decide(bench.Chat("a kumquat", "Kim")).Verdict.Rule.ShouldBe("Filters:BlockedWords:kumquat");
        bench.Decide(bench.Chat("hello again")).Verdict.Code.ShouldBe(ReasonCodes.ViewerCooldown);
    }

    [Theory]
    [InlineData("Intake:Chat:Templates:0:Text", "%nobody%")]
    [InlineData("Filters:Length:MaxCharacters", "0")]
    [InlineData("Filters:Length:MaxCharacters", "many")]
    [InlineData("Filters:ListsFile", "nowhere.json")]
    public void Reload_WithAMistake_KeepsTheOldSettings(string key, string value)
    {
        var bench = new ComposerBench();

        bench.Reload(key, value);

        bench.Say("hello").ShouldBe("Robin says hello");
    }
}
