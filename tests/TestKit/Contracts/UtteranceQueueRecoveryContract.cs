using IShowTts.Integrations.Events;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;
using Shouldly;
using Xunit;

namespace IShowTts.TestKit.Contracts;

/// <summary>What a restart finds, and what is cancelled by whom.</summary>
public abstract class UtteranceQueueRecoveryContract : QueueContract
{
    private static readonly StateReason Why = new("why");

    [Fact]
    public async Task Open_HeldQueuedAndFinal_StayAsTheyAre()
    {
        var held = await Queue.Add(TestUtterance.Chat() with { State = UtteranceState.Held });
        var queued = await Queue.Add(TestUtterance.Chat());
        var rejected = await Queue.Add(TestUtterance.Chat() with { State = UtteranceState.Rejected });

        var recovered = await Home.OpenAsync();

        recovered.ShouldBeEmpty();
        (await Queue.Now(held.Utterance.Id)).ShouldBeEquivalentTo(held.Utterance);
        (await Queue.Now(queued.Utterance.Id)).ShouldBeEquivalentTo(queued.Utterance);
        (await Queue.Now(rejected.Utterance.Id)).ShouldBeEquivalentTo(rejected.Utterance);
    }

    [Fact]
    public async Task Open_Synthesizing_IsQueuedWithItsAttempts()
    {
        await Queue.Add(TestUtterance.Paid());
        var taken = await Queue.Take();
        Time.Advance(TimeSpan.FromSeconds(7));

        var recovered = await Home.OpenAsync();

        recovered.Single().From.ShouldBe(UtteranceState.Synthesizing);
        var again = await Queue.Now(taken!.Id);
        again.State.ShouldBe(UtteranceState.Queued);
        again.Reason!.Code.ShouldBe(ReasonCodes.Requeued);
        again.Attempts.ShouldBe(1);
        again.Timestamps[UtteranceState.Queued].ShouldBe(Time.GetUtcNow());
        (await Queue.Take())!.Id.ShouldBe(taken.Id);
    }

    [Theory]
    [InlineData("ReplayIfLessThanHalfHeard", 1999, 4000, "Queued", ReasonCodes.Requeued)]
    [InlineData("ReplayIfLessThanHalfHeard", 2000, 4000, "Heard", ReasonCodes.MostlyHeard)]
    [InlineData("ReplayIfLessThanHalfHeard", 0, null, "Queued", ReasonCodes.Requeued)]
    [InlineData("ReplayIfLessThanHalfHeard", 900, null, "Queued", ReasonCodes.Requeued)] // 30 characters: about 2 s
    [InlineData("ReplayIfLessThanHalfHeard", 1100, null, "Heard", ReasonCodes.MostlyHeard)]
    [InlineData("Replay", 3999, 4000, "Queued", ReasonCodes.Requeued)]
    [InlineData("Mark", 1999, 4000, "Failed", ReasonCodes.Interrupted)]
    [InlineData("Mark", 2000, 4000, "Heard", ReasonCodes.MostlyHeard)]
    public async Task Open_Playing_FollowsThePolicy(string policy, int heardMs, int? totalMs, string expected, string code)
    {
        Options.OnInterrupted = Enum.Parse<InterruptedPolicy>(policy);
        var utterance = TestUtterance.Paid(text: new string('a', 30));
        await Queue.Add(utterance);
        await Queue.Take();
        await Queue.Move(utterance.Id, UtteranceState.Playing);
        await Queue.SaveProgressAsync(
            utterance.Id, TimeSpan.FromMilliseconds(heardMs), totalMs is { } total ? TimeSpan.FromMilliseconds(total) : null, default);

        await Home.OpenAsync();

        var after = await Queue.Now(utterance.Id);
        after.State.ToString().ShouldBe(expected);
        after.Reason!.Code.ShouldBe(code);
        after.Timings.HeardMs.ShouldBe(after.State == UtteranceState.Queued ? null : heardMs);
    }

    [Fact]
    public async Task Open_TooManyAttempts_IsSetAside()
    {
        var utterance = TestUtterance.Paid();
        await Queue.Add(utterance);
        for (var attempt = 1; attempt < Options.MaxAttempts; attempt++)
        {
            await Queue.Take();
            (await Home.OpenAsync()).Single().Utterance.State.ShouldBe(UtteranceState.Queued);
        }

        await Queue.Take();
        var last = (await Home.OpenAsync()).Single().Utterance;

        last.State.ShouldBe(UtteranceState.Failed);
        last.Reason.ShouldBe(new StateReason(ReasonCodes.Interrupted, "Queue:MaxAttempts", last.Reason!.Detail));
        last.Attempts.ShouldBe(Options.MaxAttempts);
    }

    [Fact]
    public async Task Open_Again_GoesOnWithSequenceTurnsAndDuplicates()
    {
        var first = await Queue.Add(TestUtterance.Chat("ana"));
        await Queue.HearNext();
        await Queue.Add(TestUtterance.Chat("ana"));
        await Queue.Add(TestUtterance.Chat("bob"));

        await Home.OpenAsync();

        (await Queue.Add(first.Utterance with { Id = TestUtterance.NextId() })).Outcome.ShouldBe(AddOutcome.AlreadyThere);
        (await Queue.Take())!.Viewer.Login.ShouldBe("bob");
        (await Queue.Read(0, 7)).Select(static t => t.Sequence).ShouldBe(Enumerable.Range(1, 7).Select(static n => (long)n));
    }

    [Fact]
    public async Task Cancel_ByMessage_ActsInEveryOpenState()
    {
        var ids = await OneInEachOpenState(static u => u with { MessageId = "m-1", EventId = "" });
        var other = await Queue.Add(TestUtterance.Chat());

        var cancelled = await Queue.CancelAsync(new UtteranceMatch { MessageId = "m-1" }, UtteranceState.Cancelled, Why, default);

        cancelled.Select(static t => t.Utterance.Id).ShouldBe(ids, ignoreOrder: true);
        cancelled.Select(static t => t.From!.Value).ShouldBe(UtteranceStates.Open, ignoreOrder: true);
        cancelled.ShouldAllBe(static t => t.Utterance.State == UtteranceState.Cancelled && t.Utterance.Reason == Why);
        (await Queue.Now(other.Utterance.Id)).State.ShouldBe(UtteranceState.Queued);
    }

    [Theory]
    [InlineData("id-ana", "", 2)]
    [InlineData("", "ANA", 2)]
    [InlineData("id-ana", "bob", 3)]
    [InlineData("", "", 0)]
    public async Task Cancel_ByViewer_FitsIdOrLogin(string id, string login, int expected)
    {
        await Queue.Add(TestUtterance.Chat("ana"));
        await Queue.Add(TestUtterance.Paid("ana"));
        await Queue.Add(TestUtterance.Chat("bob"));
        await Queue.Add(TestUtterance.Chat() with { Viewer = Viewer.Anonymous });

        var match = new UtteranceMatch { Viewer = new Viewer(id, login, "x") };
        var cancelled = await Queue.CancelAsync(match, UtteranceState.Cancelled, Why, default);

        cancelled.Count.ShouldBe(expected);
    }

    [Fact]
    public async Task Cancel_ChatCleared_LeavesManualAndOtherChannels()
    {
        await Queue.Add(TestUtterance.Chat());
        await Queue.Add(TestUtterance.Paid());
        await Queue.Add(TestUtterance.Chat() with { Channel = "other" });
        await Queue.Add(TestUtterance.Manual());
        var donation = TestUtterance.Paid() with { Kind = UtteranceKind.Donation, MessageId = "" };
        await Queue.Add(donation);

        var match = new UtteranceMatch { Channel = "somechannel", OnlyFromViewers = true };
        var cancelled = await Queue.CancelAsync(match, UtteranceState.Cancelled, Why, default);

        cancelled.Select(static t => t.Utterance.Kind).ShouldBe([UtteranceKind.Chat, UtteranceKind.Cheer]);
    }

    [Theory]
    [InlineData(UtteranceKind.Redemption, true)]
    [InlineData(UtteranceKind.Cheer, true)]
    [InlineData(UtteranceKind.PowerUp, true)]
    [InlineData(UtteranceKind.Donation, false)]
    public async Task Cancel_OfASilencedViewer_HitsWhatWasTypedOnThePlatformBeforeItsChatMessageIsKnown(object kind, bool isHit)
    {
        var paid = TestUtterance.Paid("ana") with { Kind = (UtteranceKind)kind, MessageId = "" };
        await Queue.Add(paid);

        var match = new UtteranceMatch { Viewer = paid.Viewer, OnlyFromViewers = true };
        var cancelled = await Queue.CancelAsync(match, UtteranceState.Cancelled, Why, default);

        cancelled.Count.ShouldBe(isHit ? 1 : 0);
    }

    [Fact]
    public async Task Cancel_ByRedemption_FitsThatOne()
    {
        await Queue.Add(TestUtterance.Paid() with { RedemptionId = "r-1" });
        await Queue.Add(TestUtterance.Paid() with { RedemptionId = "r-2" });

        var cancelled = await Queue.CancelAsync(new UtteranceMatch { RedemptionId = "r-2" }, UtteranceState.Rejected, Why, default);

        cancelled.Single().Utterance.RedemptionId.ShouldBe("r-2");
    }

    [Fact]
    public async Task Cancel_StatesGiven_OnlyThose()
    {
        await OneInEachOpenState(static u => u);

        var match = new UtteranceMatch { States = [UtteranceState.Held, UtteranceState.Queued, UtteranceState.Heard] };
        var cancelled = await Queue.CancelAsync(match, UtteranceState.Cancelled, Why, default);

        cancelled.Select(static t => t.From!.Value).ShouldBe([UtteranceState.Held, UtteranceState.Queued], ignoreOrder: true);
    }

    [Fact]
    public async Task Cancel_ToAStateThatIsNotFinal_IsRefused() =>
        await Should.ThrowAsync<ArgumentException>(async () => await Queue.CancelAsync(new UtteranceMatch(), UtteranceState.Queued, Why, default));

    private async Task<List<string>> OneInEachOpenState(Func<Utterance, Utterance> change)
    {
        var playing = change(TestUtterance.Chat("a"));
        var synthesizing = change(TestUtterance.Chat("b"));
        var queued = change(TestUtterance.Chat("c"));
        var held = change(TestUtterance.Chat("d")) with { State = UtteranceState.Held };
        foreach (var utterance in (Utterance[])[playing, synthesizing, queued, held])
        {
            await Queue.Add(utterance);
        }

        await Queue.Take();
        await Queue.Move(playing.Id, UtteranceState.Playing);
        await Queue.Take();
        return [playing.Id, synthesizing.Id, queued.Id, held.Id];
    }
}
