using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;
using Shouldly;
using Xunit;

namespace IShowTts.TestKit.Contracts;

/// <summary>What says another one again, or was released in its place: what every <see cref="IUtteranceQueue"/> must do with it when the words are taken back.</summary>
public abstract class UtteranceQueueOriginsContract : QueueContract
{
    private static readonly StateReason Why = new(ReasonCodes.MessageDeleted, null, "A moderator deleted the message.");

    [Fact]
    public async Task Link_OfOneThatIsSaidAgain_ReachesEveryStepSoThatItsDeletionDoes()
    {
        var first = await HearAsync(TestUtterance.Paid() with { MessageId = "" });
        var second = await HearAsync(Again(first));
        var third = await AddAsync(Again(second));

        (await Queue.LinkMessageAsync(first, "m-1", default)).ShouldBeTrue();
        await Home.OpenAsync();

        (await Queue.Now(third)).MessageId.ShouldBe("m-1");
        var hit = await Queue.CancelAsync(new UtteranceMatch { MessageId = "m-1" }, UtteranceState.Cancelled, Why, default);
        hit.ShouldHaveSingleItem().Utterance.Id.ShouldBe(third);
    }

    [Fact]
    public async Task Add_OfOneWhoseOriginWasLinkedInTheMeantime_HasItsMessage()
    {
        var first = await HearAsync(TestUtterance.Paid() with { MessageId = "" });
        var copy = Again(first);
        await Queue.LinkMessageAsync(first, "m-1", default);

        (await Queue.Add(copy)).Utterance.MessageId.ShouldBe("m-1");
    }

    [Fact]
    public async Task Cancel_OfWordsThatWereTakenBack_EndsAllThatSayThemAgain()
    {
        var first = await HearAsync(TestUtterance.Paid() with { MessageId = "" });
        var second = await HearAsync(Again(first));
        var third = await AddAsync(Again(second));
        var other = await AddAsync(TestUtterance.Chat("bob"));

        var hit = await Queue.CancelAsync(new UtteranceMatch { Id = first, MarksFinished = true }, UtteranceState.Cancelled, Why, default);
        await Home.OpenAsync();

        hit.ShouldHaveSingleItem().Utterance.Id.ShouldBe(third);
        ((await Queue.Now(first)).IsTakenBack, (await Queue.Now(second)).IsTakenBack).ShouldBe((true, true));
        (await Queue.Now(other)).State.ShouldBe(UtteranceState.Queued);
    }

    [Fact]
    public async Task Cancel_OfOneThatIsOnlySkipped_LeavesWhatSaysItAgain()
    {
        var first = await HearAsync(TestUtterance.Chat());
        var second = await AddAsync(Again(first));

        await Queue.CancelAsync(new UtteranceMatch { Id = first }, UtteranceState.Skipped, Why, default);

        (await Queue.Now(second)).State.ShouldBe(UtteranceState.Queued);
        (await Queue.Now(first)).IsTakenBack.ShouldBeFalse();
    }

    [Fact]
    public async Task Cancel_OfAViewerWhosePaidWordsHaveNoChatMessage_MarksThoseHeardToo()
    {
        var heard = await HearAsync(TestUtterance.Paid("ana") with { Kind = UtteranceKind.Redemption, MessageId = "" });
        var tip = await HearAsync(TestUtterance.Paid("ana") with { Kind = UtteranceKind.Donation, MessageId = "" });

        await Queue.CancelAsync(new UtteranceMatch { Viewer = new("", "ana", ""), OnlyFromViewers = true, MarksFinished = true }, UtteranceState.Cancelled, Why, default);

        ((await Queue.Now(heard)).IsTakenBack, (await Queue.Now(tip)).IsTakenBack).ShouldBe((true, false));
    }

    [Fact]
    public async Task Add_OfWhatWasTakenBackBeforeItCame_IsKeptAlsoAfterARestart()
    {
        var refused = await AddAsync(TestUtterance.Chat() with
        {
            State = UtteranceState.Rejected,
            Reason = new StateReason(ReasonCodes.Link, "Filters:Links"),
            IsTakenBack = true,
        });
        await Home.OpenAsync();

        (await Queue.Now(refused)).IsTakenBack.ShouldBeTrue();
        (await Queue.Add(Again(refused))).Utterance.State.ShouldBe(UtteranceState.Cancelled);
    }

    [Fact]
    public async Task TakeOver_OfOneThatPlays_LinksItToTheMessageOfTheBetter()
    {
        var lesser = TestUtterance.Chat() with { MessageId = "" };
        await Queue.Add(lesser);
        await Queue.Take();
        await Queue.Move(lesser.Id, UtteranceState.Playing);

        await Queue.TakeOverAsync(lesser.Id, TestUtterance.Paid() with { MessageId = "m-1" }, default);

        var hit = await Queue.CancelAsync(new UtteranceMatch { MessageId = "m-1", MarksFinished = true }, UtteranceState.Cancelled, Why, default);
        hit.ShouldHaveSingleItem().Utterance.Id.ShouldBe(lesser.Id);
    }

    [Fact]
    public async Task Add_OfASecondCopyBeforeTheFirstIsOver_GivesTheFirst()
    {
        var first = await HearAsync(TestUtterance.Chat());
        var copy = await AddAsync(Again(first));
        var refused = await Queue.Add(Again(first));
        await Queue.Take();
        (await Queue.Add(Again(first))).Outcome.ShouldBe(AddOutcome.AlreadyThere);
        await Queue.Move(copy, UtteranceState.Skipped);

        (refused.Outcome, refused.Utterance.Id).ShouldBe((AddOutcome.AlreadyThere, copy));
        (await Queue.Add(Again(first))).Outcome.ShouldBe(AddOutcome.Added);
    }

    [Fact]
    public async Task Copy_IsNoChat_SoItNeitherExpiresNorFallsNorWaitsForAirtime()
    {
        (Options.ChatTimeToLiveSeconds, Options.Capacity, Options.ChatAirtimeSecondsPerMinute) = (30, 1, 5);
        var first = await AddAsync(TestUtterance.Chat());
        await Queue.HearNext(audioMs: 10_000);
        var copy = await AddAsync(Again(first));
        (await Queue.Add(TestUtterance.Chat("eve", priority: 10))).Outcome.ShouldBe(AddOutcome.Fell);
        Time.Advance(TimeSpan.FromSeconds(31));
        await Home.OpenAsync();

        (await Queue.PeekAsync(10, default)).ShouldHaveSingleItem().Id.ShouldBe(copy);
        (await Queue.Take())!.Id.ShouldBe(copy);
    }

    [Theory]
    [InlineData(UtteranceState.Queued, UtteranceState.Heard)]
    [InlineData(UtteranceState.Heard, UtteranceState.Heard)]
    [InlineData(UtteranceState.Skipped, UtteranceState.Skipped)]
    [InlineData(UtteranceState.Failed, UtteranceState.Queued)]
    public async Task TakeOver_OfOneThatWasReleasedFromItsRule_IsNotSpokenTwice(object copyIs, object expected)
    {
        var lesser = TestUtterance.Chat() with { State = UtteranceState.Rejected, Reason = new StateReason(ReasonCodes.Link, "Filters:Links") };
        var better = TestUtterance.Paid();
        await Queue.Add(lesser);
        var copy = await AddAsync(Again(lesser.Id));
        if ((UtteranceState)copyIs != UtteranceState.Queued)
        {
            await Queue.Move(copy, (UtteranceState)copyIs);
        }

        await Queue.TakeOverAsync(lesser.Id, better, default);

        (await Queue.Now(better.Id)).State.ShouldBe((UtteranceState)expected);
    }

    private static Utterance Again(string of) => TestUtterance.Chat() with { OriginId = of, MessageId = "" };

    private async Task<string> AddAsync(Utterance utterance) => (await Queue.Add(utterance)).Utterance.Id;

    private async Task<string> HearAsync(Utterance utterance)
    {
        var id = await AddAsync(utterance);
        (await Queue.HearNext())!.Id.ShouldBe(id);
        return id;
    }
}
