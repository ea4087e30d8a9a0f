using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Queue;

public sealed class SqliteQueueHistoryTests
{
    [Fact]
    public async Task History_FloodOfRejectedChat_StaysBoundedAndLeavesPaidAlone()
    {
        await using var home = new SqliteQueueHome();
        home.Options.CurrentValue.HistoryLimit = 50;
        await home.OpenAsync();
        var waiting = await home.Queue.Add(TestUtterance.Chat("ana"));
        var paid = TestUtterance.Paid();
        await home.Queue.Add(paid);
        await home.Queue.HearNext();

        for (var i = 0; i < 1000; i++)
        {
            await home.Queue.Add(Rejected());
        }

        var counts = await home.Queue.CountAsync(default);
        counts[UtteranceState.Rejected].ShouldBeInRange(50, 50 + 128);
        counts[UtteranceState.Heard].ShouldBe(1);
        (await home.Queue.Now(waiting.Utterance.Id)).State.ShouldBe(UtteranceState.Queued);
        (await home.Queue.Add(paid with { Id = TestUtterance.NextId() })).Outcome.ShouldBe(AddOutcome.AlreadyThere);

        await home.OpenAsync();
        (await home.Queue.CountAsync(default))[UtteranceState.Rejected].ShouldBe(50);
    }

    [Fact]
    public async Task History_TransitionsOfOneUtterance_StayBounded()
    {
        await using var home = new SqliteQueueHome();
        home.Options.CurrentValue.HistoryLimit = 10;
        await home.OpenAsync();
        var waiting = await home.Queue.Add(TestUtterance.Paid());
        for (var i = 0; i < 600; i++)
        {
            await home.Queue.RewordAsync(waiting.Utterance.Id, "times " + i, new StateReason(ReasonCodes.Merged), default);
        }

        await home.OpenAsync();
        var oldest = (await home.Queue.Read(0, 1)).Single();

        oldest.Sequence.ShouldBe(601 - (20 * 10) + 1);
        oldest.Utterance.SpokenText.ShouldBe("times " + (oldest.Sequence - 2));
    }

    [Fact]
    public async Task History_PaidYoungerThanThreeDays_StaysWhateverTheLimits()
    {
        await using var home = new SqliteQueueHome();
        (home.Options.CurrentValue.HistoryLimit, home.Options.CurrentValue.HistoryDays) = (100, 1);
        await home.OpenAsync();
        var first = Done();
        await home.Queue.Add(first);
        // More than one clear-up forgets, so that old ones lie behind many young ones.
        for (var i = 0; i < 700; i++)
        {
            await home.Queue.Add(Done());
        }

        home.Time.Advance(TimeSpan.FromHours(72));
        await home.OpenAsync();
        (await home.Queue.Add(first with { Id = TestUtterance.NextId() })).Outcome.ShouldBe(AddOutcome.AlreadyThere);

        home.Time.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 700; i++)
        {
            await home.Queue.Add(Done());
        }

        (await home.Queue.CountAsync(default))[UtteranceState.Rejected].ShouldBeInRange(700, 700 + 128);
        await home.OpenAsync();
        (await home.Queue.CountAsync(default))[UtteranceState.Rejected].ShouldBe(700);
        (await home.Queue.Add(first with { Id = TestUtterance.NextId() })).Outcome.ShouldBe(AddOutcome.Added);

        static Utterance Done() => TestUtterance.Paid() with { State = UtteranceState.Rejected };
    }

    [Fact]
    public async Task History_ManyOldPaid_AreForgottenToTheLimit()
    {
        await using var home = new SqliteQueueHome();
        home.Options.CurrentValue.HistoryLimit = 100;
        await home.OpenAsync();
        for (var i = 0; i < 700; i++)
        {
            await home.Queue.Add(TestUtterance.Paid() with { State = UtteranceState.Rejected });
        }

        home.Time.Advance(TimeSpan.FromHours(73));
        await home.OpenAsync();

        (await home.Queue.CountAsync(default))[UtteranceState.Rejected].ShouldBe(100);
    }

    [Fact]
    public async Task History_OlderThanItsDays_IsForgottenButNothingThatWaits()
    {
        await using var home = new SqliteQueueHome();
        await home.OpenAsync();
        await home.Queue.Add(Rejected());
        await home.Queue.Add(TestUtterance.Paid());
        await home.Queue.HearNext();
        var waiting = await home.Queue.Add(TestUtterance.Paid());
        home.Time.Advance(TimeSpan.FromDays(home.Options.CurrentValue.HistoryDays) + TimeSpan.FromSeconds(1));

        await home.OpenAsync();

        (await home.Queue.ListAsync(new UtteranceQuery(), default)).Select(static u => u.Id).ShouldBe([waiting.Utterance.Id]);
        (await home.Queue.Add(TestUtterance.Paid())).Outcome.ShouldBe(AddOutcome.Added);
        (await home.Queue.Read(0, 2)).Select(static t => t.Sequence).ShouldBe([6, 7], "sequences go on where they were");
    }

    [Fact]
    public async Task Watch_LongLog_IsReadInPartsWithoutAGap()
    {
        await using var home = new SqliteQueueHome();
        await home.OpenAsync();
        for (var i = 0; i < 700; i++)
        {
            await home.Queue.Add(Rejected());
        }

        var read = await home.Queue.Read(100, 600);

        read.Select(static t => t.Sequence).ShouldBe(Enumerable.Range(101, 600).Select(static n => (long)n));
    }

    private static Utterance Rejected() => TestUtterance.Chat("spammer") with { State = UtteranceState.Rejected };
}
