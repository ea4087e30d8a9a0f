using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;
using Shouldly;
using Xunit;

namespace IShowTts.TestKit.Contracts;

/// <summary>Whose turn it is, what falls, what expires, and when somebody who waits is woken.</summary>
public abstract class UtteranceQueueTurnsContract : QueueContract
{
    [Fact]
    public async Task Take_Priorities_GoFirst()
    {
        var chat = await Queue.Add(TestUtterance.Chat("ana"));
        var points = await Queue.Add(TestUtterance.Paid("bob", priority: 20));
        var money = await Queue.Add(TestUtterance.Paid("eve", priority: 40));

        var order = await TakeAll();

        order.ShouldBe([money.Utterance.Id, points.Utterance.Id, chat.Utterance.Id]);
    }

    [Fact]
    public async Task Take_OneSpammer_DoesNotStarveOthers()
    {
        for (var i = 0; i < 50; i++)
        {
            await Queue.Add(TestUtterance.Chat("spammer"));
        }

        await Queue.Add(TestUtterance.Chat("ana"));
        await Queue.Add(TestUtterance.Chat("bob"));

        var order = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            order.Add((await Queue.HearNext())!.Viewer.Login);
        }

        order.ShouldBe(["spammer", "ana", "bob", "spammer"]);
    }

    [Fact]
    public async Task Take_ViewerServedBefore_WaitsForThoseServedLongerAgo()
    {
        await Queue.Add(TestUtterance.Chat("ana"));
        await Queue.Add(TestUtterance.Chat("bob"));
        await Queue.HearNext();
        await Queue.HearNext();

        await Queue.Add(TestUtterance.Chat("bob"));
        await Queue.Add(TestUtterance.Chat("ana"));
        await Queue.Add(TestUtterance.Chat("new"));

        (await Logins()).ShouldBe(["new", "ana", "bob"]);
    }

    [Fact]
    public async Task Take_PutBack_GoesBeforeOthersOfItsPriority()
    {
        var first = await Queue.Add(TestUtterance.Chat("ana"));
        await Queue.Add(TestUtterance.Chat("bob"));
        await Queue.Take();
        await Queue.Move(first.Utterance.Id, UtteranceState.Queued);

        var again = await Queue.Take();

        again!.Id.ShouldBe(first.Utterance.Id);
        again.Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Peek_Mixed_IsTheOrderOfTaking()
    {
        foreach (var login in (string[])["ana", "ana", "bob", "ana", "eve", "bob"])
        {
            await Queue.Add(TestUtterance.Chat(login));
            await Queue.Add(TestUtterance.Paid(login, priority: 20));
        }

        await Queue.HearNext();
        var peeked = await Queue.PeekAsync(100, default);
        var few = await Queue.PeekAsync(3, default);
        var taken = await TakeAll();

        peeked.Select(static u => u.Id).ShouldBe(taken);
        few.Select(static u => u.Id).ShouldBe(taken.Take(3));
    }

    [Fact]
    public async Task Add_WhenFull_OldestOfTheViewerWithMostWaitingFalls()
    {
        Options.Capacity = 10;
        await Queue.Add(TestUtterance.Chat("ana"));
        var spam = await Queue.Add(TestUtterance.Chat("spammer"));
        for (var i = 0; i < 8; i++)
        {
            await Queue.Add(TestUtterance.Chat("spammer"));
        }

        var added = await Queue.Add(TestUtterance.Chat("bob"));

        added.Outcome.ShouldBe(AddOutcome.Added);
        added.Displaced!.Id.ShouldBe(spam.Utterance.Id);
        added.Displaced.State.ShouldBe(UtteranceState.Expired);
        added.Displaced.Reason!.Code.ShouldBe(ReasonCodes.QueueFull);
    }

    [Fact]
    public async Task Add_WhenFull_LessImportantThanAll_Falls()
    {
        Options.Capacity = 10;
        await Fill(() => TestUtterance.Chat(priority: 10));

        var added = await Queue.Add(TestUtterance.Chat("bob", priority: 0));

        added.Outcome.ShouldBe(AddOutcome.Fell);
        added.Displaced.ShouldBeNull();
        (await Queue.Now(added.Utterance.Id)).Reason!.Code.ShouldBe(ReasonCodes.QueueFull);
        (await Queue.CountAsync(default))[UtteranceState.Queued].ShouldBe(10);
    }

    [Fact]
    public async Task Add_WhenFullOfPaid_PaidIsTakenAndChatFalls()
    {
        Options.Capacity = 10;
        await Fill(() => TestUtterance.Paid(priority: 20));

        var paid = await Queue.Add(TestUtterance.Paid(priority: 20));
        var chat = await Queue.Add(TestUtterance.Chat(priority: 50));

        paid.Outcome.ShouldBe(AddOutcome.Added);
        paid.Displaced.ShouldBeNull();
        chat.Outcome.ShouldBe(AddOutcome.Fell);
    }

    [Fact]
    public async Task Add_WhenFull_ChatWhoseTimeIsOverMakesRoomFirst()
    {
        Options.Capacity = 10;
        await Fill(() => TestUtterance.Chat());
        Time.Advance(TimeSpan.FromSeconds(Options.ChatTimeToLiveSeconds));

        var added = await Queue.Add(TestUtterance.Chat());

        added.Outcome.ShouldBe(AddOutcome.Added);
        added.Displaced.ShouldBeNull();
        (await Queue.ListAsync(new UtteranceQuery(UtteranceState.Expired), default)).ShouldAllBe(static u => u.Reason!.Code == ReasonCodes.TimeToLive);
    }

    [Fact]
    public async Task Take_AfterTimeToLive_ExpiresChatButNeverWhatIsPaidHeldOrManual()
    {
        var chat = await Queue.Add(TestUtterance.Chat());
        var held = await Queue.Add(TestUtterance.Chat() with { State = UtteranceState.Held });
        var manual = await Queue.Add(TestUtterance.Manual());
        var paid = await Queue.Add(TestUtterance.Paid(priority: 10));
        Time.Advance(TimeSpan.FromDays(2));

        var peeked = await Queue.PeekAsync(10, default);
        var order = await TakeAll();

        peeked.Select(static u => u.Id).ShouldBe(order);
        order.ShouldBe([manual.Utterance.Id, paid.Utterance.Id]);
        var expired = await Queue.Now(chat.Utterance.Id);
        expired.State.ShouldBe(UtteranceState.Expired);
        expired.Reason!.Code.ShouldBe(ReasonCodes.TimeToLive);
        (await Queue.Now(held.Utterance.Id)).State.ShouldBe(UtteranceState.Held);
    }

    [Fact]
    public async Task Take_ApprovedChat_LivesFromItsApproval()
    {
        var held = await Queue.Add(TestUtterance.Chat() with { State = UtteranceState.Held });
        Time.Advance(TimeSpan.FromMinutes(10));
        await Queue.Move(held.Utterance.Id, UtteranceState.Queued);
        Time.Advance(TimeSpan.FromSeconds(Options.ChatTimeToLiveSeconds - 1));

        (await Queue.Take())!.Id.ShouldBe(held.Utterance.Id);
    }

    [Fact]
    public async Task Take_AirtimeSpent_ChatWaitsAndPaidGoes()
    {
        Options.ChatAirtimeSecondsPerMinute = 10;
        await Queue.Add(TestUtterance.Chat("ana"));
        await Queue.HearNext(audioMs: 11_000);
        var chat = await Queue.Add(TestUtterance.Chat("bob"));
        var paid = await Queue.Add(TestUtterance.Paid("eve", priority: -1));

        (await Queue.HearNext(audioMs: 30_000))!.Id.ShouldBe(paid.Utterance.Id);
        (await Queue.Take()).ShouldBeNull();

        Time.Advance(TimeSpan.FromSeconds(59));
        (await Queue.Take()).ShouldBeNull();
        Time.Advance(TimeSpan.FromSeconds(1));
        (await Queue.Take())!.Id.ShouldBe(chat.Utterance.Id);
    }

    [Fact]
    public async Task Take_AirtimeInFlight_CountsAtItsEstimate()
    {
        Options.ChatAirtimeSecondsPerMinute = 5;
        var text = new string('a', 100);
        await Queue.Add(TestUtterance.Chat("ana", text));
        await Queue.Add(TestUtterance.Chat("bob", text));
        var first = await Queue.Take();

        (await Queue.Take()).ShouldBeNull();
        await Queue.Move(first!.Id, UtteranceState.Cancelled);

        (await Queue.Take()).ShouldNotBeNull();
    }

    [Fact]
    public async Task WaitForWork_Added_ReturnsOnce()
    {
        (await Queue.Take()).ShouldBeNull();
        var waiting = Queue.WaitForWorkAsync(default).AsTask();
        await Queue.Add(TestUtterance.Chat() with { State = UtteranceState.Held });
        waiting.IsCompleted.ShouldBeFalse();

        await Queue.Add(TestUtterance.Chat());

        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        (await Queue.Take()).ShouldNotBeNull();
        (await Queue.Take()).ShouldBeNull();
        Queue.WaitForWorkAsync(default).AsTask().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task WaitForWork_AddedBeforeTheWait_IsNotMissed()
    {
        (await Queue.Take()).ShouldBeNull();
        await Queue.Add(TestUtterance.Chat());

        await Queue.WaitForWorkAsync(default).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task WaitForWork_ReleasedOrPutBack_Returns()
    {
        var held = await Queue.Add(TestUtterance.Chat() with { State = UtteranceState.Held });
        (await Queue.Take()).ShouldBeNull();
        var waiting = Queue.WaitForWorkAsync(default).AsTask();

        await Queue.Move(held.Utterance.Id, UtteranceState.Queued);

        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task WaitForWork_BudgetFreesUp_Returns()
    {
        Options.ChatAirtimeSecondsPerMinute = 10;
        await Queue.Add(TestUtterance.Chat("ana"));
        await Queue.HearNext(audioMs: 20_000);
        await Queue.Add(TestUtterance.Chat("bob"));
        (await Queue.Take()).ShouldBeNull();
        var waiting = Queue.WaitForWorkAsync(default).AsTask();

        Time.Advance(TimeSpan.FromSeconds(59));
        waiting.IsCompleted.ShouldBeFalse();
        Time.Advance(TimeSpan.FromSeconds(1));

        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task WaitForWork_TimeToLivePasses_ReturnsAndTheChatIsMarked()
    {
        Options.ChatAirtimeSecondsPerMinute = 1;
        Options.ChatTimeToLiveSeconds = 20;
        await Queue.Add(TestUtterance.Chat("ana"));
        await Queue.HearNext(audioMs: 20_000);
        var late = await Queue.Add(TestUtterance.Chat("bob"));
        (await Queue.Take()).ShouldBeNull();
        var waiting = Queue.WaitForWorkAsync(default).AsTask();

        Time.Advance(TimeSpan.FromSeconds(20));

        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        (await Queue.Take()).ShouldBeNull();
        (await Queue.Now(late.Utterance.Id)).State.ShouldBe(UtteranceState.Expired);
    }

    [Fact]
    public async Task WaitForWork_TokenFires_Ends()
    {
        (await Queue.Take()).ShouldBeNull();
        using var stop = new CancellationTokenSource();
        var waiting = Queue.WaitForWorkAsync(stop.Token).AsTask();

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }

    private async Task Fill(Func<Utterance> one)
    {
        for (var i = 0; i < Options.Capacity; i++)
        {
            await Queue.Add(one());
        }
    }

    private async Task<List<string>> TakeAll()
    {
        var taken = new List<string>();
        while (await Queue.Take() is { } next)
        {
            taken.Add(next.Id);
        }

        return taken;
    }

    private async Task<List<string>> Logins()
    {
        var logins = new List<string>();
        while (await Queue.Take() is { } next)
        {
            logins.Add(next.Viewer.Login);
        }

        return logins;
    }
}
