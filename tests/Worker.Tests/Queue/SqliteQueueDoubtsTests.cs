using IShowTts.TestKit.Queue;
using IShowTts.Worker.Queue;

namespace IShowTts.Worker.Tests.Queue;

/// <summary>What is doubted stays in the queue, is not heard, and holds up nobody.</summary>
#pragma warning disable CA1001 // IAsyncLifetime.DisposeAsync disposes the home
public sealed class SqliteQueueDoubtsTests : IAsyncLifetime, IUtteranceDoubts
#pragma warning restore CA1001
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly SqliteQueueHome _home;
    private HashSet<string>? _doubted;
    private Action? _asked;

    public SqliteQueueDoubtsTests() => _home = new SqliteQueueHome { Doubts = this };

    public event Action? Settled;

    bool IUtteranceDoubts.IsAny => _doubted is not null;

    private IUtteranceQueue Queue => _home.Queue;

    bool IUtteranceDoubts.IsDoubted(Utterance utterance)
    {
        var isDoubted = _doubted?.Contains(utterance.Id) == true;
        _asked?.Invoke();
        return isDoubted;
    }

    public async Task InitializeAsync() => await _home.OpenAsync();

    public async Task DisposeAsync() => await _home.DisposeAsync();

    [Fact]
    public async Task Take_PassesOverWhatIsDoubted_UntilItIsSettled()
    {
        var doubted = await AddAsync(TestUtterance.Chat("ann", priority: 30), isDoubted: true);
        var other = await AddAsync(TestUtterance.Chat("bob"));

        (await Queue.Take())!.Id.ShouldBe(other.Id);
        (await Queue.Take()).ShouldBeNull();
        var work = Queue.WaitForWorkAsync(default).AsTask();
        work.IsCompleted.ShouldBeFalse("nothing changes by itself: no loop");
        (await Queue.Now(doubted.Id)).State.ShouldBe(UtteranceState.Queued);

        _doubted = null;
        Settled?.Invoke();

        await work.WaitAsync(Limit);
        (await Queue.Take())!.Id.ShouldBe(doubted.Id);
    }

    [Fact]
    public async Task Take_OfWhatIsSettledWhileItLooks_LeavesTheSignalSet()
    {
        var waits = await AddAsync(TestUtterance.Chat(), isDoubted: true);
        _asked = () =>
        {
            _doubted = null;
            Settled?.Invoke();
        };

        (await Queue.Take()).ShouldBeNull();

        await Queue.WaitForWorkAsync(default).AsTask().WaitAsync(Limit);
        (await Queue.Take())!.Id.ShouldBe(waits.Id);
    }

    [Fact]
    public async Task Take_OfWhatAPersonMoved_LooksForDoubtToo()
    {
        var first = await AddAsync(TestUtterance.Chat("ann"), isDoubted: true);
        var second = await AddAsync(TestUtterance.Chat("bob"));
        await Queue.PlaceAsync(first.Id, second.Id, new StateReason(ReasonCodes.Moved), default);

        (await Queue.Take())!.Id.ShouldBe(second.Id);
        (await Queue.Take()).ShouldBeNull();
    }

    [Fact]
    public async Task Take_OfDoubtedChatWhoseTimeIsOver_LetsItExpire()
    {
        _home.Options.CurrentValue.ChatTimeToLiveSeconds = 60;
        var doubted = await AddAsync(TestUtterance.Chat(), isDoubted: true);
        (await Queue.Take()).ShouldBeNull();
        var work = Queue.WaitForWorkAsync(default).AsTask();

        _home.Time.Advance(TimeSpan.FromSeconds(60));

        await work.WaitAsync(Limit);
        (await Queue.Take()).ShouldBeNull();
        (await Queue.Now(doubted.Id)).State.ShouldBe(UtteranceState.Expired);
    }

    [Fact]
    public async Task Move_ToPlaying_PutsWhatIsDoubtedBack()
    {
        var ahead = await AddAsync(TestUtterance.Chat());
        await Queue.Take();
        _doubted = [ahead.Id];

        (await Queue.Move(ahead.Id, UtteranceState.Playing)).ShouldBeNull();

        var back = await Queue.Now(ahead.Id);
        (back.State, back.Reason!.Code).ShouldBe((UtteranceState.Queued, ReasonCodes.Requeued));
        (await Queue.Take()).ShouldBeNull();
        _doubted = null;
        (await Queue.HearNext())!.Id.ShouldBe(ahead.Id);
    }

    [Fact]
    public async Task PutBack_ItsTimeGoesOn_AndItStaysTheOneThatWasStarted()
    {
        _home.Options.CurrentValue.ChatTimeToLiveSeconds = 60;
        var ahead = await AddAsync(TestUtterance.Chat());
        var queuedAt = (await Queue.Now(ahead.Id)).Timestamps[UtteranceState.Queued];
        (await Queue.Take())!.Attempts.ShouldBe(1);
        _home.Time.Advance(TimeSpan.FromSeconds(40));
        _doubted = [ahead.Id];

        (await Queue.Move(ahead.Id, UtteranceState.Playing)).ShouldBeNull();

        var back = await Queue.Now(ahead.Id);
        (back.Attempts, back.Timestamps[UtteranceState.Queued]).ShouldBe((1, queuedAt));
        (await Queue.Take()).ShouldBeNull();
        var work = Queue.WaitForWorkAsync(default).AsTask();
        _home.Time.Advance(TimeSpan.FromSeconds(20));
        await work.WaitAsync(Limit);
        (await Queue.Take()).ShouldBeNull();
        (await Queue.Now(ahead.Id)).State.ShouldBe(UtteranceState.Expired);
    }

    [Fact]
    public async Task PutBack_AsOftenAsMayBe_CountsAsOneTry()
    {
        var ahead = await AddAsync(TestUtterance.Chat());
        for (var i = 0; i < _home.Options.CurrentValue.MaxAttempts + 2; i++)
        {
            _doubted = null;
            (await Queue.Take())!.Id.ShouldBe(ahead.Id);
            _doubted = [ahead.Id];
            (await Queue.Move(ahead.Id, UtteranceState.Playing)).ShouldBeNull();
        }

        (await Queue.Now(ahead.Id)).Attempts.ShouldBe(1);
    }

    private async Task<Utterance> AddAsync(Utterance utterance, bool isDoubted = false)
    {
        await Queue.Add(utterance);
        if (isDoubted)
        {
            (_doubted ??= []).Add(utterance.Id);
        }

        return utterance;
    }
}
