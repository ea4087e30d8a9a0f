using IShowTts.Integrations.Events;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Tests.Intake;

namespace IShowTts.Worker.Tests.Filtering;

public sealed class PacingFilterTests
{
    [Fact]
    public void Cooldown_SameViewerTooSoon_IsRejectedOthersAreNot()
    {
        var bench = new ComposerBench(("Filters:Cooldown:ViewerSeconds", "10"));
        bench.Decide(bench.Chat("first"));

        var tooSoon = Later(bench, 9).Decide(bench.Chat("second")).Verdict;
        var other = bench.Decide(bench.Chat("other", "Kim")).Verdict;
        var inTime = Later(bench, 1).Decide(bench.Chat("third")).Verdict;

        (tooSoon.Verdict, tooSoon.Code, tooSoon.Rule).ShouldBe((Verdict.Reject, ReasonCodes.ViewerCooldown, "Filters:Cooldown:ViewerSeconds"));
        other.ShouldBe(FilterVerdict.Accept);
        inTime.ShouldBe(FilterVerdict.Accept);
    }

    [Fact]
    public void Cooldown_Rejected_DoesNotStartItAgain()
    {
        var bench = new ComposerBench(("Filters:Cooldown:ViewerSeconds", "10"));
        bench.Decide(bench.Chat("first"));
        Later(bench, 9).Decide(bench.Chat("second"));

        Later(bench, 2).Decide(bench.Chat("third")).Verdict.ShouldBe(FilterVerdict.Accept);
    }

    [Fact]
    public void Cooldown_Global_HoldsEverybodyButPaidAndModerators()
    {
        var bench = new ComposerBench(("Filters:Cooldown:GlobalSeconds", "10"));
        bench.Decide(bench.Chat("first"));

        var chat = bench.Decide(bench.Chat("second", "Kim")).Verdict;
        var cheer = bench.Decide(bench.Event(new Cheer { Bits = 5, Message = MessageText.Plain("hello") })).Verdict;
        var moderator = bench.Decide(bench.Chat("third", "Mo", ViewerRoles.Moderator)).Verdict;

        (chat.Code, chat.Rule).ShouldBe((ReasonCodes.GlobalCooldown, "Filters:Cooldown:GlobalSeconds"));
        cheer.ShouldBe(FilterVerdict.Accept);
        moderator.ShouldBe(FilterVerdict.Accept);
    }

    [Fact]
    public void Cooldown_PaidNotExempt_IsHeldToo()
    {
        var bench = new ComposerBench(("Filters:Cooldown:ViewerSeconds", "10"), ("Filters:Cooldown:PaidExempt", "false"));
        bench.Decide(bench.Chat("first"));

        bench.Decide(bench.Event(new Cheer { Bits = 5, Message = MessageText.Plain("hello") })).Verdict.Code.ShouldBe(ReasonCodes.ViewerCooldown);
    }

    [Fact]
    public void Duplicate_WhileItMayWait_OffersTimesN()
    {
        var bench = new ComposerBench();
        var first = bench.Decide(bench.Chat("Hello World!"));

        var second = Later(bench, 5).Decide(bench.Chat("hello   world", "Kim"));
        var third = Later(bench, 5).Decide(bench.Chat("HELLO WORLD", "Mo"));

        (second.Verdict.Code, second.Verdict.Rule).ShouldBe((ReasonCodes.Repeated, "Filters:Duplicates:WindowSeconds"));
        (second.MergeInto, second.MergedText).ShouldBe((first.Utterance!.Id, "Robin says Hello World!, times 2"));
        (third.MergeInto, third.MergedText).ShouldBe((first.Utterance.Id, "Robin says Hello World!, times 3"));
        third.Utterance!.State.ShouldBe(UtteranceState.Rejected);
    }

    [Fact]
    public void Duplicate_AfterTheWindow_IsSpokenAgain()
    {
        var bench = new ComposerBench(("Filters:Duplicates:WindowSeconds", "30"));
        bench.Decide(bench.Chat("hello"));

        Later(bench, 31).Decide(bench.Chat("hello", "Kim")).Verdict.ShouldBe(FilterVerdict.Accept);
    }

    [Theory]
    [InlineData("Reject", ReasonCodes.Repeated)]
    [InlineData("Allow", ReasonCodes.Accepted)]
    public void Duplicate_Action_IsFollowed(string action, string code)
    {
        var bench = new ComposerBench(("Filters:Duplicates:Action", action));
        bench.Decide(bench.Chat("hello"));

        var again = bench.Decide(bench.Chat("hello", "Kim"));

        again.Verdict.Code.ShouldBe(code);
        again.MergeInto.ShouldBeNull();
    }

    [Fact]
    public void Duplicate_Paid_IsAlwaysSpoken()
    {
        var bench = new ComposerBench();
        var cheer = new Cheer { Bits = 5, Message = MessageText.Plain("hello") };
        bench.Decide(bench.Event(cheer));

        bench.Decide(bench.Event(cheer)).Utterance!.State.ShouldBe(UtteranceState.Queued);
    }

    [Fact]
    public void Memory_FloodOfViewersAndMessages_StaysBounded()
    {
        var map = new BoundedMap<int>(100);

        for (var i = 0; i < 10_000; i++)
            map.Set($"viewer {i}", i);
        map.Set("viewer 9900", 1);

        map.Count.ShouldBe(100);
        map.TryGet("viewer 9899", out _).ShouldBeFalse();
        map.TryGet("viewer 9999", out var newest).ShouldBeTrue();
        newest.ShouldBe(9999);
    }

    private static ComposerBench Later(ComposerBench bench, int seconds)
    {
        bench.Now = bench.Now.AddSeconds(seconds);
        return bench;
    }
}
