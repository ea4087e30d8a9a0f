using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;
using Shouldly;
using Xunit;

namespace IShowTts.TestKit.Contracts;

/// <summary>What persons move stands where it was put, also after a restart; all else keeps its fair order.</summary>
public abstract class UtteranceQueuePlacesContract : QueueContract
{
    private static readonly StateReason Why = new(ReasonCodes.Moved, null, "Moved by ana.");

    [Fact]
    public async Task Place_BeforeAnother_IsSpokenRightBeforeItAlsoAfterARestart()
    {
        var (ana, bob, eve) = (await AddChat("ana"), await AddChat("bob"), await AddChat("eve"));
        var paid = await Add(TestUtterance.Paid("zoe"));

        var moved = await Queue.PlaceAsync(eve, ana, Why, default);
        await Home.OpenAsync();

        moved!.From.ShouldBe(UtteranceState.Queued);
        (moved.Utterance.State, moved.Utterance.Reason).ShouldBe((UtteranceState.Queued, Why));
        (await OrderAsync()).ShouldBe([paid, eve, ana, bob]);
        (await TakeAllAsync()).ShouldBe([paid, eve, ana, bob]);
    }

    [Fact]
    public async Task Place_Last_IsAfterAllThatWaitedAndNotAfterAllThatComes()
    {
        var (ana, bob) = (await AddChat("ana"), await AddChat("bob"));

        await Queue.PlaceAsync(ana, null, Why, default);
        var late = await AddChat("late");

        (await OrderAsync()).ShouldBe([bob, ana, late]);
    }

    [Fact]
    public async Task Place_OfWhatIsPaidBehindChat_IsKeptToo()
    {
        var (chat, paid) = (await AddChat("ana"), await Add(TestUtterance.Paid("bob")));

        await Queue.PlaceAsync(paid, null, Why, default);
        var later = await Add(TestUtterance.Paid("eve"));

        (await OrderAsync()).ShouldBe([later, chat, paid]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Place_BeforeOneThatLeaves_StandsBeforeTheNext(bool isHeld)
    {
        var (ana, bob, eve, zoe) = (await AddChat("ana"), await AddChat("bob"), await AddChat("eve"), await AddChat("zoe"));
        await Queue.PlaceAsync(zoe, bob, Why, default);
        await Queue.PlaceAsync(ana, bob, Why, default);
        (await OrderAsync()).ShouldBe([zoe, ana, bob, eve]);

        await Queue.Move(bob, isHeld ? UtteranceState.Held : UtteranceState.Cancelled);

        (await OrderAsync()).ShouldBe([zoe, ana, eve]);
    }

    [Fact]
    public async Task Place_TwoBeforeEachOtherInTurn_MakeNoCircle()
    {
        var (ana, bob, eve) = (await AddChat("ana"), await AddChat("bob"), await AddChat("eve"));

        await Queue.PlaceAsync(ana, bob, Why, default);
        await Queue.PlaceAsync(bob, ana, Why, default);
        await Queue.PlaceAsync(eve, bob, Why, default);

        (await OrderAsync()).ShouldBe([eve, bob, ana]);
    }

    [Fact]
    public async Task Place_OfChatWithoutAirtime_HoldsUpNobodyAndGoesWhenItMay()
    {
        Options.ChatAirtimeSecondsPerMinute = 5;
        await AddChat("first");
        await Queue.HearNext(audioMs: 5_000);
        var (chat, paid) = (await AddChat("ana"), await Add(TestUtterance.Paid("bob")));
        var other = await Add(TestUtterance.Paid("eve"));
        await Queue.PlaceAsync(chat, other, Why, default);

        (await Queue.Take())!.Id.ShouldBe(paid);
        (await Queue.Take())!.Id.ShouldBe(other);
        (await Queue.Take()).ShouldBeNull("chat has used its airtime");
        Time.Advance(TimeSpan.FromMinutes(1));

        (await Queue.Take())!.Id.ShouldBe(chat);
    }

    [Fact]
    public async Task Place_OfAMovedOne_TakesNoTurnOfItsViewer()
    {
        var (first, second, bob) = (await AddChat("ana"), await AddChat("ana"), await AddChat("bob"));
        await Queue.PlaceAsync(second, first, Why, default);

        (await TakeAllAsync()).ShouldBe([second, first, bob]);
    }

    [Fact]
    public async Task Place_OfWhatIsNotQueued_ChangesNothing()
    {
        var queued = await AddChat("ana");
        var held = await Add(TestUtterance.Chat("bob") with { State = UtteranceState.Held });
        var over = await AddChat("eve");
        await Queue.Move(over, UtteranceState.Cancelled);

        (await Queue.PlaceAsync(held, queued, Why, default)).ShouldBeNull();
        (await Queue.PlaceAsync(queued, held, Why, default)).ShouldBeNull();
        (await Queue.PlaceAsync(queued, over, Why, default)).ShouldBeNull();
        (await Queue.PlaceAsync(queued, queued, Why, default)).ShouldBeNull();
        (await Queue.PlaceAsync("' OR 1=1 --", null, Why, default)).ShouldBeNull();
        (await Queue.PlaceAsync(queued, "nobody", Why, default)).ShouldBeNull();

        (await Queue.Now(queued)).Reason.ShouldBeNull();
    }

    [Fact]
    public async Task Place_OfChatThatExpires_IsForgotten()
    {
        Options.ChatTimeToLiveSeconds = 30;
        var (ana, bob) = (await AddChat("ana"), await AddChat("bob"));
        await Queue.PlaceAsync(bob, ana, Why, default);
        Time.Advance(TimeSpan.FromSeconds(31));
        var late = await AddChat("late");

        (await TakeAllAsync()).ShouldBe([late]);
        (await Queue.Now(bob)).State.ShouldBe(UtteranceState.Expired);
    }

    [Fact]
    public async Task Place_OfOneThatIsPutBack_IsForgotten()
    {
        var (ana, bob) = (await AddChat("ana"), await AddChat("bob"));
        await Queue.PlaceAsync(ana, null, Why, default);
        await Queue.Take();
        (await Queue.Take())!.Id.ShouldBe(ana);

        await Home.OpenAsync();

        (await OrderAsync()).ShouldBe([ana, bob], ignoreOrder: true);
    }

    [Fact]
    public async Task Cancel_ThatMarks_NotesOnWhatIsOverThatItsWordsWereTakenBack()
    {
        var heard = await Add(TestUtterance.Chat("ana") with { MessageId = "m-1" });
        var other = await Add(TestUtterance.Chat("bob"));
        await Queue.HearNext();
        await Queue.HearNext();

        await Queue.CancelAsync(new UtteranceMatch { MessageId = "m-1", MarksFinished = true }, UtteranceState.Cancelled, Why, default);
        await Home.OpenAsync();

        (await Queue.Now(heard)).IsTakenBack.ShouldBeTrue();
        (await Queue.Now(other)).IsTakenBack.ShouldBeFalse();
        await Queue.CancelAsync(new UtteranceMatch { Viewer = new("", "BOB", ""), OnlyFromViewers = true, MarksFinished = true }, UtteranceState.Cancelled, Why, default);
        (await Queue.Now(other)).IsTakenBack.ShouldBeTrue();
    }

    [Fact]
    public async Task Add_OfWordsThatWereTakenBack_IsEndedInTheSameStep()
    {
        var heard = await Add(TestUtterance.Chat("ana") with { MessageId = "m-1" });
        await Queue.HearNext();
        await Queue.CancelAsync(new UtteranceMatch { MessageId = "m-1", MarksFinished = true }, UtteranceState.Cancelled, Why, default);

        var again = await Queue.Add(TestUtterance.Chat("ana") with { OriginId = heard });

        (again.Utterance.State, again.Utterance.Reason!.Code, again.Utterance.OriginId).ShouldBe((UtteranceState.Cancelled, ReasonCodes.AlreadyDeleted, heard));
    }

    private async Task<string> AddChat(string login) => await Add(TestUtterance.Chat(login));

    private async Task<string> Add(Utterance utterance) => (await Queue.Add(utterance)).Utterance.Id;

    private async Task<string[]> OrderAsync() => [.. (await Queue.PeekAsync(100, default)).Select(static u => u.Id)];

    private async Task<List<string>> TakeAllAsync()
    {
        var order = new List<string>();
        while (await Queue.HearNext() is { } heard)
        {
            order.Add(heard.Id);
        }

        return order;
    }
}
