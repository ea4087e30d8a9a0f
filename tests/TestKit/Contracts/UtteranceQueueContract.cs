using IShowTts.Integrations.Events;
using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;
using Shouldly;
using Xunit;

namespace IShowTts.TestKit.Contracts;

/// <summary>Storing, moving, finding and watching utterances: what every <see cref="IUtteranceQueue"/> must do.</summary>
public abstract class UtteranceQueueContract : QueueContract
{
    private static readonly StateReason Why = new("why", "Some:Rule", "Because.");

    [Fact]
    public async Task Add_EveryMember_IsReadBackAsStored()
    {
        var utterance = TestUtterance.Chat() with
        {
            RedemptionId = "r-1",
            OriginalText = "zalgo h̷e\0llo \ud83d\ude00 \u202Ertl 'quotes'; DROP TABLE utterance;--",
            SpokenText = "hello \ud83d\ude00",
            Voice = "en",
            Engine = "espeak",
            Amount = new Amount(12.340m, "EUR"),
            IsTest = true,
            IsPaid = true,
            Priority = 40,
            Reason = Why,
            Viewer = new Viewer("1", "ana", "Ana") { Roles = ViewerRoles.Moderator | ViewerRoles.Subscriber, IsAnonymous = true },
            EventAt = Time.GetUtcNow().AddSeconds(-3),
            Timings = new UtteranceTimings { TtfaMs = 1.5, SynthMs = 2, AudioMs = 3, HeardMs = 1 },
        };

        var added = await Queue.Add(utterance);
        var stored = await Queue.Now(utterance.Id);

        added.Outcome.ShouldBe(AddOutcome.Added);
        stored.Timestamps.ShouldBe([new(UtteranceState.Queued, Time.GetUtcNow())]);
        (stored with { Timestamps = utterance.Timestamps }).ShouldBe(utterance);
        (added.Utterance with { Timestamps = utterance.Timestamps }).ShouldBe(utterance);
    }

    [Fact]
    public async Task Add_SameSourceAndEvent_IsThereAlready()
    {
        var first = TestUtterance.Paid();
        await Queue.Add(first);

        var repeat = await Queue.Add(first with { Id = TestUtterance.NextId(), SpokenText = "other" });
        var otherSource = await Queue.Add(first with { Id = TestUtterance.NextId(), Source = "other" });

        repeat.Outcome.ShouldBe(AddOutcome.AlreadyThere);
        repeat.Utterance.Id.ShouldBe(first.Id);
        otherSource.Outcome.ShouldBe(AddOutcome.Added);
    }

    [Fact]
    public async Task Add_WithoutEventId_IsNeverARepeat()
    {
        await Queue.Add(TestUtterance.Chat() with { EventId = "" });

        var second = await Queue.Add(TestUtterance.Chat() with { EventId = "" });

        second.Outcome.ShouldBe(AddOutcome.Added);
    }

    [Theory]
    [InlineData("Synthesizing")]
    [InlineData("Playing")]
    public async Task Add_InAStateOnlyTheSpeakerGives_IsRefused(string state) =>
        await Should.ThrowAsync<ArgumentException>(() => Queue.Add(TestUtterance.Chat() with { State = Enum.Parse<UtteranceState>(state) }));

    [Fact]
    public async Task Take_Rejected_IsNeverTaken()
    {
        await Queue.Add(TestUtterance.Chat() with { State = UtteranceState.Rejected, Reason = Why });
        await Queue.Add(TestUtterance.Chat() with { State = UtteranceState.Held });

        var taken = await Queue.Take();

        taken.ShouldBeNull();
    }

    [Fact]
    public async Task Take_Queued_IsSynthesizingWithOneAttempt()
    {
        var utterance = TestUtterance.Chat();
        await Queue.Add(utterance);

        var taken = await Queue.Take();

        taken!.Id.ShouldBe(utterance.Id);
        taken.State.ShouldBe(UtteranceState.Synthesizing);
        taken.Attempts.ShouldBe(1);
        (await Queue.Now(utterance.Id)).ShouldBeEquivalentTo(taken);
    }

    [Fact]
    public async Task Move_FromAnotherState_ChangesNothing()
    {
        var utterance = TestUtterance.Chat();
        await Queue.Add(utterance);

        var moved = await Queue.MoveAsync(utterance.Id, [UtteranceState.Playing], new UtteranceChange(UtteranceState.Heard, Why), default);
        var unknown = await Queue.MoveAsync("nobody", UtteranceStates.Open, new UtteranceChange(UtteranceState.Heard, Why), default);

        moved.ShouldBeNull();
        unknown.ShouldBeNull();
        (await Queue.Now(utterance.Id)).State.ShouldBe(UtteranceState.Queued);
    }

    [Theory]
    [InlineData("Heard")]
    [InlineData("Rejected")]
    [InlineData("Skipped")]
    [InlineData("Cancelled")]
    [InlineData("Failed")]
    [InlineData("Expired")]
    public async Task Move_OutOfAFinalState_IsNotDone(string final)
    {
        var state = Enum.Parse<UtteranceState>(final);
        var utterance = TestUtterance.Chat();
        await Queue.Add(utterance);
        await Queue.Move(utterance.Id, state);

        var moved = await Queue.MoveAsync(utterance.Id, [state], new UtteranceChange(UtteranceState.Queued, Why), default);
        var cancelled = await Queue.CancelAsync(new UtteranceMatch { Id = utterance.Id, States = [state] }, UtteranceState.Cancelled, Why, default);

        moved.ShouldBeNull();
        cancelled.ShouldBeEmpty();
        (await Queue.Now(utterance.Id)).State.ShouldBe(state);
    }

    [Fact]
    public async Task Move_ThroughLife_KeepsReasonTimesAndMeasurements()
    {
        var utterance = TestUtterance.Chat();
        await Queue.Add(utterance);
        await Queue.Take();
        Time.Advance(TimeSpan.FromSeconds(1));
        await Queue.Move(utterance.Id, UtteranceState.Playing);
        Time.Advance(TimeSpan.FromSeconds(2));

        var change = new UtteranceChange(UtteranceState.Heard, Why) { Engine = "espeak", Voice = "en", Timings = new UtteranceTimings { TtfaMs = 5, AudioMs = 2000 } };
        var heard = await Queue.MoveAsync(utterance.Id, [UtteranceState.Playing], change, default);

        heard!.From.ShouldBe(UtteranceState.Playing);
        heard.At.ShouldBe(Time.GetUtcNow());
        heard.Utterance.ShouldSatisfyAllConditions(
            u => u.Reason.ShouldBe(Why),
            u => u.Engine.ShouldBe("espeak"),
            u => u.Voice.ShouldBe("en"),
            u => u.Timings.TtfaMs.ShouldBe(5),
            u => u.Timestamps.Keys.Order().ShouldBe([UtteranceState.Queued, UtteranceState.Synthesizing, UtteranceState.Playing, UtteranceState.Heard]),
            u => u.Timestamps[UtteranceState.Playing].ShouldBe(Time.GetUtcNow().AddSeconds(-2)));
        (await Queue.Now(utterance.Id)).ShouldBeEquivalentTo(heard.Utterance);
    }

    [Fact]
    public async Task Move_ManyRace_OneWins()
    {
        var utterance = TestUtterance.Paid();
        await Queue.Add(utterance);
        await Queue.Take();

        var moves = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Queue
            .MoveAsync(utterance.Id, [UtteranceState.Synthesizing], new UtteranceChange(UtteranceState.Playing, null), default).AsTask()));

        moves.Count(static m => m is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Take_ManyRace_EachTakesAnother()
    {
        for (var i = 0; i < 20; i++)
        {
            await Queue.Add(TestUtterance.Paid());
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Queue.TakeNextAsync(default).AsTask()));

        taken.OfType<Utterance>().Select(static u => u.Id).Distinct().Count().ShouldBe(20);
        taken.Count(static u => u is null).ShouldBe(10);
    }

    [Fact]
    public async Task SaveProgress_Playing_IsStoredWithoutATransition()
    {
        var utterance = TestUtterance.Paid();
        await Queue.Add(utterance);
        await Queue.Take();
        await Queue.SaveProgressAsync(utterance.Id, TimeSpan.FromSeconds(9), null, default);
        var playing = await Queue.Move(utterance.Id, UtteranceState.Playing);

        await Queue.SaveProgressAsync(utterance.Id, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), default);
        await Queue.SaveProgressAsync(utterance.Id, TimeSpan.FromSeconds(2), null, default);
        var next = await Queue.Add(TestUtterance.Chat());

        (await Queue.Now(utterance.Id)).Timings.ShouldBe(new UtteranceTimings { HeardMs = 2000, AudioMs = 4000 });
        (await Queue.Read(playing!.Sequence, 1)).Single().Utterance.Id.ShouldBe(next.Utterance.Id);
    }

    [Fact]
    public async Task Reword_Waiting_ChangesWhatIsSaid()
    {
        var utterance = TestUtterance.Chat();
        await Queue.Add(utterance);

        var reworded = await Queue.RewordAsync(utterance.Id, "hello times 2", Why, default);

        reworded!.From.ShouldBe(UtteranceState.Queued);
        reworded.Utterance.SpokenText.ShouldBe("hello times 2");
        reworded.Utterance.Reason.ShouldBe(Why);
        (await Queue.Take())!.SpokenText.ShouldBe("hello times 2");
        (await Queue.RewordAsync(utterance.Id, "too late", Why, default)).ShouldBeNull();
    }

    [Fact]
    public async Task List_Filters_GiveNewestFirstInPages()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Insert(0, (await Queue.Add(TestUtterance.Chat(i % 2 == 0 ? "ana" : "bob"))).Utterance.Id);
        }

        var state = await Queue.ListAsync(new UtteranceQuery(UtteranceState.Queued, 2), default);
        var rest = await Queue.ListAsync(new UtteranceQuery(After: state[^1].Id), default);
        var viewer = await Queue.ListAsync(new UtteranceQuery(UtteranceState.Queued, ViewerId: "id-bob"), default);
        var none = await Queue.ListAsync(new UtteranceQuery(UtteranceState.Heard, ViewerId: "id-bob"), default);

        state.Concat(rest).Select(static u => u.Id).ShouldBe(ids);
        viewer.Select(static u => u.Viewer.Login).ShouldBe(["bob", "bob"]);
        none.ShouldBeEmpty();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await Queue.ListAsync(new UtteranceQuery(Limit: 501), default));
    }

    [Fact]
    public async Task Count_EveryState_IsThere()
    {
        await Queue.Add(TestUtterance.Chat());
        await Queue.Add(TestUtterance.Chat() with { State = UtteranceState.Held });

        var counts = await Queue.CountAsync(default);

        counts.Count.ShouldBe(10);
        counts[UtteranceState.Queued].ShouldBe(1);
        counts[UtteranceState.Held].ShouldBe(1);
        counts[UtteranceState.Heard].ShouldBe(0);
    }

    [Fact]
    public async Task Watch_FromASequence_GivesEachTransitionAsItWas()
    {
        var utterance = TestUtterance.Chat();
        await Queue.Add(utterance);
        await Queue.RewordAsync(utterance.Id, "hello times 2", Why, default);
        await Queue.HearNext();

        var all = await Queue.Read(0, 5);

        all.Select(static t => t.Sequence).ShouldBe([1, 2, 3, 4, 5]);
        all.Select(static t => (t.From, t.Utterance.State)).ShouldBe(
        [
            (null, UtteranceState.Queued), (UtteranceState.Queued, UtteranceState.Queued), (UtteranceState.Queued, UtteranceState.Synthesizing),
            (UtteranceState.Synthesizing, UtteranceState.Playing), (UtteranceState.Playing, UtteranceState.Heard),
        ]);
        all.Select(static t => t.Utterance.SpokenText).ShouldBe(["hello", "hello times 2", "hello times 2", "hello times 2", "hello times 2"]);
        (await Queue.Read(3, 2)).ShouldBeEquivalentTo(all[3..]);
    }

    [Fact]
    public async Task Watch_NewOnly_BeginsAtTheCall()
    {
        await Queue.Add(TestUtterance.Chat());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var watch = Queue.WatchAsync(null, limit.Token).GetAsyncEnumerator(limit.Token);

        var added = await Queue.Add(TestUtterance.Chat());
        await watch.MoveNextAsync();

        watch.Current.Utterance.Id.ShouldBe(added.Utterance.Id);
    }

    [Fact]
    public async Task Watch_WhenNothingComes_EndsWithTheToken()
    {
        using var stop = new CancellationTokenSource();
        await using var watch = Queue.WatchAsync(null, stop.Token).GetAsyncEnumerator(stop.Token);
        var waiting = watch.MoveNextAsync();

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await waiting);
    }

    [Fact]
    public async Task Add_WithATokenThatFired_AddsNothing()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var utterance = TestUtterance.Chat();

        await Should.ThrowAsync<OperationCanceledException>(async () => await Queue.AddAsync(utterance, stop.Token));

        (await Queue.GetAsync(utterance.Id, default)).ShouldBeNull();
    }
}
