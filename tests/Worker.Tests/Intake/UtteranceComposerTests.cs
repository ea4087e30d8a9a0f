using IShowTts.Integrations.Events;
using IShowTts.Worker.Control;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Intake;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Intake;

public sealed class UtteranceComposerTests
{
    [Fact]
    public void Chat_Accepted_CarriesEverythingTheQueueNeeds()
    {
        var bench = new ComposerBench();
        bench.Choose("robin", new ViewerChoice(false, null, "Amy"));
        var chat = bench.Chat("hello there");

        var decision = bench.Decide(chat);

        decision.Verdict.ShouldBe(FilterVerdict.Accept);
        var utterance = decision.Utterance.ShouldNotBeNull();
        utterance.Id.Length.ShouldBe(32);
        utterance.Kind.ShouldBe(UtteranceKind.Chat);
        (utterance.Source, utterance.EventId, utterance.MessageId, utterance.Channel).ShouldBe(("test", chat.Id, chat.MessageId, "chan"));
        utterance.Viewer.ShouldBe(chat.Viewer);
        utterance.OriginalText.ShouldBe("hello there");
        utterance.SpokenText.ShouldBe("Robin says hello there");
        utterance.Voice.ShouldBe("Amy");
        (utterance.Priority, utterance.IsPaid, utterance.Amount).ShouldBe((0, false, (Amount?)null));
        utterance.State.ShouldBe(UtteranceState.Queued);
        utterance.EventAt.ShouldBe(chat.At);
        utterance.Timestamps[UtteranceState.Queued].ShouldBe(bench.Now);
    }

    public static TheoryData<MessageEvent, string, int, bool, string> Kinds => new()
    {
        { new ChatMessage { IsHighlighted = true, Message = MessageText.Plain("look") }, "Chat", 20, true, "Robin says look" },
        { new Cheer { Bits = 100, Message = MessageText.Plain("nice") }, "Cheer", 40, true, "Robin cheered one hundred bits: nice" },
        { new Cheer { Bits = 1 }, "Cheer", 40, true, "Robin cheered one bit" },
        { new Redemption { RewardTitle = "Read it", Message = MessageText.Plain("a text") }, "Redemption", 20, true, "Robin says a text" },
        { new PowerUp { Bits = 50, Message = MessageText.Plain("big") }, "PowerUp", 40, true, "Robin says big" },
        { new PowerUp { Bits = 50 }, "PowerUp", 40, true, "Robin used a power-up" },
        { new Donation { Amount = 4.5m, Currency = "USD", Message = MessageText.Plain("thanks") }, "Donation", 40, true, "Robin donated four dollars fifty: thanks" },
        { new Donation { Amount = 500, Currency = "JPY" }, "Donation", 40, true, "Robin donated five hundred yen" },
        { new Donation { Amount = 3, Currency = "XTS", Charity = "Cats" }, "Donation", 40, true, "Robin donated three XTS to Cats" },
        { new Raid { Viewers = 42 }, "Raid", 10, false, "Robin raids with forty-two viewers" },
        { new Raid { Viewers = 1 }, "Raid", 10, false, "Robin raids with one viewer" },
        { new Subscription { Tier = 1 }, "Subscription", 30, true, "Robin subscribed" },
        { new Subscription { Tier = 0 }, "Subscription", 30, true, "Robin subscribed with Prime" },
        { new Subscription { Months = 7, Message = MessageText.Plain("still here") }, "Subscription", 30, true, "Robin subscribed for seven months: still here" },
        { new GiftSubscription { Count = 5 }, "Gift", 30, true, "Robin gifted five subs" },
        { new GiftSubscription { Recipient = "Kim" }, "Gift", 30, true, "Robin gifted a sub to Kim" },
        { new Announcement { Message = MessageText.Plain("break at nine") }, "Announcement", 10, false, "Announcement from Robin: break at nine" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Kind_Spoken_HasItsSentencePriorityAndPaidMark(MessageEvent message, string kind, int priority, bool isPaid, string spoken)
    {
        var bench = new ComposerBench();

        var utterance = bench.Decide(bench.Event(message)).Utterance.ShouldNotBeNull();

        (utterance.Kind.ToString(), utterance.Priority, utterance.IsPaid, utterance.SpokenText).ShouldBe((kind, priority, isPaid, spoken));
    }

    [Theory]
    [InlineData(true, nameof(SpeechMode.All), ReasonCodes.Accepted)]
    [InlineData(false, nameof(SpeechMode.All), ReasonCodes.Disabled)]
    [InlineData(true, nameof(SpeechMode.Command), ReasonCodes.Mode)]
    [InlineData(true, nameof(SpeechMode.Paid), ReasonCodes.Mode)]
    public void Gate_StopsChatButNeverPaid(bool isEnabled, string mode, string code)
    {
        var bench = new ComposerBench { IsEnabled = isEnabled, Mode = Enum.Parse<SpeechMode>(mode) };

        var chat = bench.Decide(bench.Chat("hello there"));
        var cheer = bench.Decide(bench.Event(new Cheer { Bits = 5, Message = MessageText.Plain("hello") }));

        chat.Verdict.Code.ShouldBe(code);
        cheer.Utterance!.State.ShouldBe(UtteranceState.Queued);
    }

    [Theory]
    [InlineData(nameof(SpeechMode.All))]
    [InlineData(nameof(SpeechMode.Command))]
    [InlineData(nameof(SpeechMode.Paid))]
    public void SayCommand_IsSpokenInEveryMode(string mode)
    {
        var bench = new ComposerBench { Mode = Enum.Parse<SpeechMode>(mode) };

        bench.Decide(bench.Chat("!say good evening")).Utterance!.SpokenText.ShouldBe("Robin says good evening");
        bench.Decide(bench.Chat("!sayonara")).Verdict.Code.ShouldBe(ReasonCodes.Prefix);
    }

    [Fact]
    public void SayCommand_RoleTooLow_IsRejectedWithItsRule()
    {
        var bench = new ComposerBench(("Intake:SayCommandRole", "vip"));

        var verdict = bench.Decide(bench.Chat("!say good evening")).Verdict;

        (verdict.Verdict, verdict.Code, verdict.Rule).ShouldBe((Verdict.Reject, ReasonCodes.Role, "Intake:SayCommandRole"));
    }

    [Fact]
    public void ViewerText_HoldsAVariable_IsNotExpanded()
    {
        var bench = new ComposerBench();

        bench.Say("%name% %bits% 100%").ShouldNotBeNull().ShouldStartWith("Robin says %name% %bits%");
    }
}
