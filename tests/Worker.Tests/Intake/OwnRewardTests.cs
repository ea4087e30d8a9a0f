using IShowTts.Integrations.Events;
using IShowTts.Worker.Filtering;
using IShowTts.Worker.Queue;
using IShowTts.Worker.Redemptions;

namespace IShowTts.Worker.Tests.Intake;

/// <summary>What is redeemed on our own rewards is spoken or recorded, so that its points go back.</summary>
public sealed class OwnRewardTests
{
    private static readonly (string, string) OnlyOthers = ("Intake:Redemption:Rewards:0", "another reward");

    [Fact]
    public void Own_NotListed_IsReadAllTheSame() => Bench(OnlyOthers).Decide(Redeemed("hello")).Verdict.Verdict.ShouldBe(Verdict.Speak);

    [Fact]
    public void Own_WithoutText_IsRejectedForTheRecord()
    {
        var decision = Bench().Decide(Redeemed("  "));

        (decision.Verdict.Verdict, decision.Verdict.Code).ShouldBe((Verdict.Reject, ReasonCodes.Empty));
        var utterance = decision.Utterance.ShouldNotBeNull();
        (utterance.State, utterance.RedemptionId, utterance.RewardId, utterance.IsPaid).ShouldBe((UtteranceState.Rejected, "r1", "own", true));
    }

    [Fact]
    public void Own_WithoutTextWhereNoneIsAskedFor_IsRead()
    {
        var bench = Bench();
        bench.Own.Set([new KnownReward("own", "Say it", true, false)]);

        bench.Decide(Redeemed("")).Verdict.Verdict.ShouldBe(Verdict.Speak);
    }

    [Theory]
    [InlineData("Intake:Redemption:Enabled", "false", ReasonCodes.KindOff)]
    [InlineData("Intake:IgnoredViewers:0", "robin", ReasonCodes.IgnoredViewer)]
    [InlineData("Intake:OwnLogins:0", "robin", ReasonCodes.OwnMessage)]
    public void Own_ThatWouldBeIgnored_IsRejectedForTheRecord(string key, string value, string code)
    {
        var decision = Bench((key, value)).Decide(Redeemed("hello"));

        (decision.Verdict.Verdict, decision.Verdict.Code, decision.Utterance?.State).ShouldBe((Verdict.Reject, code, UtteranceState.Rejected));
    }

    [Fact]
    public void Own_Twice_IsNotRefundedForBeingARepeat()
    {
        var bench = Bench();
        var redeemed = bench.Event(Redeemed("hello"));
        bench.Decide(redeemed);

        var again = bench.Decide(redeemed with { At = redeemed.At });

        (again.Verdict.Code, again.Utterance).ShouldBe((ReasonCodes.Duplicate, null));
    }

    [Theory]
    [InlineData("own", null)]
    [InlineData("foreign", "r1")]
    public void Other_ThatIsIgnored_IsNotRecorded(string reward, string? redemption)
    {
        var decision = Bench(("Intake:IgnoredViewers:0", "robin")).Decide(Redeemed("hello") with { RewardId = reward, RedemptionId = redemption });

        (decision.Verdict.Verdict, decision.Utterance).ShouldBe((Verdict.Ignore, null));
    }

    [Fact]
    public void Unknown_ThatIsIgnored_IsRejectedForTheRecordUntilTwitchSaysWhoseItIs()
    {
        var bench = Bench();
        var redeemed = Redeemed("") with { RewardId = "just made" };

        var decision = bench.Decide(redeemed);
        bench.Own.AddForeign("just made");
        var next = bench.Decide(redeemed with { Id = "r2", RedemptionId = "r2" });

        (decision.Verdict.Verdict, decision.Verdict.Code, decision.Utterance?.RedemptionId).ShouldBe((Verdict.Reject, ReasonCodes.Empty, "r1"));
        (next.Verdict.Verdict, next.Utterance).ShouldBe((Verdict.Ignore, null));
    }

    [Theory]
    [InlineData(true, "rehearsal")]
    [InlineData(false, "twitch-eventsub")]
    public void Unknown_WhereTwitchIsNotAsked_IsIgnored(bool isSettling, string source)
    {
        var bench = Bench();
        bench.IsSettling = isSettling;

        var decision = bench.Decide(Redeemed("") with { RewardId = "just made", Source = source });

        (decision.Verdict.Verdict, decision.Utterance).ShouldBe((Verdict.Ignore, null));
    }

    [Fact]
    public void Foreign_ThatTurnsOutToBeOurs_IsRecorded()
    {
        var bench = Bench(("Intake:Redemption:Enabled", "false"));
        bench.Own.Set([new KnownReward("foreign", "Say it", true, true)]);

        bench.Decide(Redeemed("hello") with { RewardId = "foreign" }).Utterance.ShouldNotBeNull().State.ShouldBe(UtteranceState.Rejected);
    }

    private static Redemption Redeemed(string words) => new()
    {
        Id = "r1",
        Source = "twitch-eventsub",
        Channel = "chan",
        At = ComposerBench.Start,
        Viewer = ComposerBench.Someone(),
        RewardId = "own",
        RewardTitle = "Say it",
        RedemptionId = "r1",
        Message = MessageText.Plain(words),
    };

    private static ComposerBench Bench(params (string Key, string Value)[] settings)
    {
        var bench = new ComposerBench(settings);
        bench.Own.Set([new KnownReward("own", "Say it", true, true)]);
        bench.Own.AddForeign("foreign");
        return bench;
    }
}
