using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;
using Shouldly;
using Xunit;

namespace IShowTts.TestKit.Contracts;

/// <summary>Two utterances of one thing: what every <see cref="IUtteranceQueue"/> must do with the lesser and the better one.</summary>
public abstract class UtteranceQueueTwinsContract : QueueContract
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task TakeOver_OfOneThatWaits_CancelsItAndSpeaksTheBetter()
    {
        var lesser = TestUtterance.Chat();
        var better = TestUtterance.Paid() with { MessageId = "" };
        await Queue.Add(lesser);

        var result = await Queue.TakeOverAsync(lesser.Id, better, None);

        result.Added.Outcome.ShouldBe(AddOutcome.Added);
        result.Overtaken!.From.ShouldBe(UtteranceState.Queued);
        var ended = await Queue.Now(lesser.Id);
        (ended.State, ended.Reason!.Code).ShouldBe((UtteranceState.Cancelled, ReasonCodes.Twin));
        var stored = await Queue.Now(better.Id);
        (stored.State, stored.MessageId).ShouldBe((UtteranceState.Queued, lesser.MessageId));
        (await Queue.Take())!.Id.ShouldBe(better.Id);
        (await Queue.Take()).ShouldBeNull();
    }

    [Fact]
    public async Task TakeOver_OfOneThatIsSynthesized_CancelsIt()
    {
        var lesser = TestUtterance.Chat();
        await Queue.Add(lesser);
        await Queue.Take();

        var result = await Queue.TakeOverAsync(lesser.Id, TestUtterance.Paid(), None);

        result.Overtaken!.From.ShouldBe(UtteranceState.Synthesizing);
        (await Queue.Move(lesser.Id, UtteranceState.Playing)).ShouldBeNull();
    }

    [Fact]
    public async Task TakeOver_OfOneThatIsHeard_KeepsTheBetterAsHeard()
    {
        var lesser = TestUtterance.Chat();
        var better = TestUtterance.Paid() with { RedemptionId = "r-1", MessageId = "" };
        await Queue.Add(lesser);
        await Queue.Take();
        await Queue.Move(lesser.Id, UtteranceState.Playing);
        await Queue.Move(lesser.Id, UtteranceState.Heard, 900);

        var result = await Queue.TakeOverAsync(lesser.Id, better, None);

        result.Overtaken.ShouldBeNull();
        var stored = await Queue.Now(better.Id);
        (stored.State, stored.Reason!.Code, stored.RedemptionId).ShouldBe((UtteranceState.Heard, ReasonCodes.Twin, "r-1"));
        (await Queue.Now(lesser.Id)).RedemptionId.ShouldBeNull();
        (await Queue.Take()).ShouldBeNull();
    }

    [Fact]
    public async Task TakeOver_OfOneThatPlays_PaysForItSoThatItsOwnEndCounts()
    {
        var lesser = TestUtterance.Chat();
        var better = TestUtterance.Paid() with { RedemptionId = "r-1", RewardId = "reward", Amount = new Amount(300, "points"), MessageId = "" };
        await Queue.Add(lesser);
        await Queue.Take();
        await Queue.Move(lesser.Id, UtteranceState.Playing);

        var result = await Queue.TakeOverAsync(lesser.Id, better, None);

        result.Overtaken.ShouldBeNull();
        var stored = await Queue.Now(better.Id);
        (stored.State, stored.Reason!.Code, stored.RedemptionId).ShouldBe((UtteranceState.Heard, ReasonCodes.Twin, null));
        var playing = await Queue.Now(lesser.Id);
        (playing.State, playing.RedemptionId, playing.RewardId, playing.IsPaid, playing.Amount).ShouldBe((UtteranceState.Playing, "r-1", "reward", true, better.Amount));
        // The points went back: that silences it.
        var hit = await Queue.CancelAsync(new UtteranceMatch { RedemptionId = "r-1" }, UtteranceState.Cancelled, new StateReason(ReasonCodes.RedemptionCancelled), None);
        hit.ShouldHaveSingleItem().Utterance.Id.ShouldBe(lesser.Id);
    }

    [Fact]
    public async Task TakeOver_OfOneThatPlaysByOneThatARuleRefused_ChangesNothingOfIt()
    {
        var lesser = TestUtterance.Chat();
        var better = TestUtterance.Paid() with { RedemptionId = "r-1", State = UtteranceState.Rejected, Reason = new StateReason(ReasonCodes.Minimum) };
        await Queue.Add(lesser);
        await Queue.Take();
        await Queue.Move(lesser.Id, UtteranceState.Playing);

        await Queue.TakeOverAsync(lesser.Id, better, None);

        ((await Queue.Now(better.Id)).RedemptionId, (await Queue.Now(lesser.Id)).RedemptionId).ShouldBe(("r-1", null));
    }

    [Fact]
    public async Task TakeOver_OfOneThatWaitsForTheSameRedemption_TakesTheRedemptionOver()
    {
        var lesser = TestUtterance.Paid() with { RedemptionId = "r-1", RewardId = "reward" };
        var better = TestUtterance.Paid() with { RedemptionId = "r-1", RewardId = "reward" };
        await Queue.Add(lesser);

        var result = await Queue.TakeOverAsync(lesser.Id, better, None);

        (result.Overtaken!.Utterance.State, result.Overtaken.Utterance.RedemptionId).ShouldBe((UtteranceState.Cancelled, null));
        (await Queue.Now(lesser.Id)).RedemptionId.ShouldBeNull("its end must not settle what is still to be spoken");
        ((await Queue.Now(better.Id)).State, (await Queue.Now(better.Id)).RedemptionId).ShouldBe((UtteranceState.Queued, "r-1"));
    }

    [Theory]
    [InlineData("r-1", UtteranceState.Failed)]
    [InlineData(null, UtteranceState.Queued)]
    public async Task TakeOver_OfOneThatFailed_SpeaksTheBetterOnlyIfItsPointsAreNotBack(string? linked, object expected)
    {
        var lesser = TestUtterance.Paid() with { RedemptionId = linked, RewardId = "reward" };
        var better = TestUtterance.Paid() with { RedemptionId = "r-1", RewardId = "reward" };
        await Queue.Add(lesser);
        await Queue.CancelAsync(new UtteranceMatch { Id = lesser.Id }, UtteranceState.Failed, new StateReason(ReasonCodes.EngineFailed), None);

        await Queue.TakeOverAsync(lesser.Id, better, None);

        (await Queue.Now(better.Id)).State.ShouldBe((UtteranceState)expected);
    }

    [Theory]
    [InlineData(UtteranceState.Skipped)]
    [InlineData(UtteranceState.Cancelled)]
    public async Task TakeOver_OfOneThatAPersonTookBack_EndsTheSame(object state)
    {
        var end = (UtteranceState)state;
        var lesser = TestUtterance.Chat();
        var better = TestUtterance.Paid();
        await Queue.Add(lesser);
        await Queue.CancelAsync(new UtteranceMatch { Id = lesser.Id }, end, new StateReason(ReasonCodes.MessageDeleted), None);

        await Queue.TakeOverAsync(lesser.Id, better, None);

        var stored = await Queue.Now(better.Id);
        (stored.State, stored.Reason!.Code).ShouldBe((end, ReasonCodes.MessageDeleted));
    }

    [Fact]
    public async Task TakeOver_OfOneThatFellOrIsGone_SpeaksTheBetter()
    {
        var lesser = TestUtterance.Chat() with { State = UtteranceState.Rejected, Reason = new StateReason(ReasonCodes.ViewerCooldown) };
        var (first, second) = (TestUtterance.Paid(), TestUtterance.Paid());
        await Queue.Add(lesser);

        await Queue.TakeOverAsync(lesser.Id, first, None);
        await Queue.TakeOverAsync(TestUtterance.NextId(), second, None);

        (await Queue.Now(first.Id)).State.ShouldBe(UtteranceState.Queued);
        (await Queue.Now(second.Id)).State.ShouldBe(UtteranceState.Queued);
        (await Queue.Now(lesser.Id)).State.ShouldBe(UtteranceState.Rejected);
    }

    [Fact]
    public async Task TakeOver_Twice_ChangesNothingMore()
    {
        var lesser = TestUtterance.Chat();
        var better = TestUtterance.Paid();
        await Queue.Add(lesser);
        await Queue.TakeOverAsync(lesser.Id, better, None);

        var again = await Queue.TakeOverAsync(lesser.Id, better, None);

        again.Added.Outcome.ShouldBe(AddOutcome.AlreadyThere);
        again.Overtaken.ShouldBeNull();
    }

    [Fact]
    public async Task TakeOver_ByOneThatARuleRefused_EndsTheLesser()
    {
        var lesser = TestUtterance.Chat();
        var better = TestUtterance.Paid() with { State = UtteranceState.Rejected, Reason = new StateReason(ReasonCodes.Minimum) };
        await Queue.Add(lesser);

        await Queue.TakeOverAsync(lesser.Id, better, None);

        (await Queue.Now(better.Id)).Reason!.Code.ShouldBe(ReasonCodes.Minimum);
        (await Queue.Now(lesser.Id)).State.ShouldBe(UtteranceState.Cancelled);
    }

    [Fact]
    public async Task Link_OfOneWithoutAMessage_IsHitByItsDeletion()
    {
        var cheer = TestUtterance.Paid() with { MessageId = "" };
        await Queue.Add(cheer);

        (await Queue.LinkMessageAsync(cheer.Id, "m-1", None)).ShouldBeTrue();
        (await Queue.LinkMessageAsync(cheer.Id, "m-2", None)).ShouldBeFalse();
        (await Queue.LinkMessageAsync(TestUtterance.NextId(), "m-3", None)).ShouldBeFalse();

        (await Queue.Now(cheer.Id)).MessageId.ShouldBe("m-1");
        var hit = await Queue.CancelAsync(new UtteranceMatch { MessageId = "m-1" }, UtteranceState.Cancelled, new StateReason(ReasonCodes.MessageDeleted), None);
        hit.ShouldHaveSingleItem().Utterance.Id.ShouldBe(cheer.Id);
    }
}
