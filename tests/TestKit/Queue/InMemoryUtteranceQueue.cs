using System.Runtime.CompilerServices;
using IShowTts.Worker.Queue;
using Microsoft.Extensions.Options;

namespace IShowTts.TestKit.Queue;

/// <summary>The queue without a disk: for tests of what uses a queue, and the model that the SQLite queue is compared with. Written as plainly as can be.</summary>
/// <remarks>Thread safe. History is not bounded.</remarks>
internal sealed class InMemoryUtteranceQueue : IUtteranceQueue, IDisposable
{
    private static readonly TimeSpan AirtimeWindow = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly List<Utterance> _all = [];
    private readonly List<UtteranceTransition> _log = [];
    private readonly Dictionary<string, long> _served = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Place> _places = [];
    private readonly IOptionsMonitor<QueueOptions> _options;
    private readonly TimeProvider _time;
    private readonly WorkSignal _work;
    private readonly TransitionCursor _cursor = new();

    /// <summary>Makes an empty one that is open already.</summary>
    /// <param name="options">Defaults when null.</param>
    /// <param name="time">The system's clock when null.</param>
    public InMemoryUtteranceQueue(QueueOptions? options = null, TimeProvider? time = null)
        : this(new FixedOptions<QueueOptions>(options ?? new QueueOptions()), time ?? TimeProvider.System)
    {
    }

    /// <summary>Makes an empty one that is open already.</summary>
    public InMemoryUtteranceQueue(IOptionsMonitor<QueueOptions> options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _work = new WorkSignal(time);
        _cursor.Advance(0);
    }

    private QueueOptions Options => _options.CurrentValue;

    private DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>What a restart does; may be called again and again.</summary>
    public ValueTask<IReadOnlyList<UtteranceTransition>> OpenAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var recovered = _all.ToArray()
                .Select(u => (Utterance: u, Change: QueueRecovery.Decide(u, Options)))
                .Where(static one => one.Change is not null)
                .Select(one => Change(one.Utterance, one.Change!))
                .ToList();
            _work.Set();
            return new(recovered);
        }
    }

    /// <inheritdoc/>
    public ValueTask<AddResult> AddAsync(Utterance utterance, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (utterance.State is UtteranceState.Synthesizing or UtteranceState.Playing)
        {
            throw new ArgumentException("Not a state to begin in.", nameof(utterance));
        }

        lock (_lock)
        {
            return new(Add(utterance));
        }
    }

    /// <inheritdoc/>
    public ValueTask<TakeOverResult> TakeOverAsync(string lesserId, Utterance better, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_all.Exists(u => u.EventId.Length > 0 && u.EventId == better.EventId && u.Source == better.Source))
            {
                return new(new TakeOverResult(Add(better), null));
            }

            var lesser = _all.Find(u => u.Id == lesserId);
            var told = AndAllThatSayThemAgain(_all.Where(u => u.Id == lesserId));
            var copy = _all.FindLast(u => u.Id != lesserId && told.Contains(u.Id) && u.State != UtteranceState.Rejected);
            var (change, paid, stored) = TakeOver.Decide(lesser, better, copy);
            if (paid is not null)
            {
                _all[_all.FindIndex(u => u.Id == lesserId)] = lesser = paid;
            }

            if (stored.MessageId.Length > 0 && Link(lesserId, stored.MessageId))
            {
                lesser = _all.Find(u => u.Id == lesserId);
            }

            var overtaken = change is null || lesser is null ? null : Change(lesser, change);
            return new(new TakeOverResult(Add(stored), overtaken));
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> LinkMessageAsync(string id, string messageId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(Link(id, messageId));
        }
    }

    /// <inheritdoc/>
    public ValueTask<Utterance?> TakeNextAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Expire();
            var chatMayGoAt = ChatMayGoAt();
            var next = _places.Count > 0
                ? PlacedOrder.Next(Waiting(static _ => true), u => !u.IsChat() || chatMayGoAt <= Now)?.Utterance
                : Next(_all.Where(u => u.State == UtteranceState.Queued && (!u.IsChat() || chatMayGoAt <= Now)), _served);
            if (next is null)
            {
                _work.Reset(NextDue(chatMayGoAt));
                return new((Utterance?)null);
            }

            var isPlaced = _places.ContainsKey(_all.IndexOf(next));
            var taken = Change(next, new UtteranceChange(UtteranceState.Synthesizing, null));
            if (!isPlaced)
            {
                _served[next.TurnKey()] = taken.Sequence;
            }

            return new(taken.Utterance);
        }
    }

    /// <inheritdoc/>
    public async ValueTask WaitForWorkAsync(CancellationToken cancellationToken) => await _work.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<UtteranceTransition?> MoveAsync(
        string id, IReadOnlyCollection<UtteranceState> from, UtteranceChange change, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var found = _all.Find(u => u.Id == id && !u.State.IsFinal() && from.Contains(u.State));
            return new(found is null ? null : Change(found, change));
        }
    }

    /// <inheritdoc/>
    public ValueTask SaveProgressAsync(string id, TimeSpan heard, TimeSpan? total, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_all.Find(u => u.Id == id && u.State == UtteranceState.Playing) is { } playing)
            {
                var timings = playing.Timings with { HeardMs = heard.TotalMilliseconds, AudioMs = total?.TotalMilliseconds ?? playing.Timings.AudioMs };
                _all[_all.IndexOf(playing)] = playing with { Timings = timings };
            }

            return default;
        }
    }

    /// <inheritdoc/>
    public ValueTask<UtteranceTransition?> RewordAsync(string id, string spokenText, StateReason reason, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(_all.Find(u => u.Id == id && u.State.IsWaiting()) is { } waiting
                ? Store(waiting, waiting with { SpokenText = spokenText, Reason = reason })
                : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<UtteranceTransition?> PlaceAsync(string id, string? beforeId, StateReason reason, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Expire();
            var at = _all.FindIndex(u => u.Id == id && u.State == UtteranceState.Queued);
            var before = _all.FindIndex(u => u.Id == beforeId && u.State == UtteranceState.Queued);
            if (at < 0 || (beforeId is not null && (before < 0 || before == at)))
            {
                return new((UtteranceTransition?)null);
            }

            Place(PlacedOrder.Put(Waiting(static _ => true), at, before < 0 ? null : before));
            return new(Store(_all[at], _all[at] with { Reason = reason }));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<UtteranceTransition>> CancelAsync(
        UtteranceMatch match, UtteranceState to, StateReason reason, CancellationToken cancellationToken)
    {
        if (!to.IsFinal())
        {
            throw new ArgumentException("Not a final state.", nameof(to));
        }

        lock (_lock)
        {
            var change = new UtteranceChange(to, reason);
            if (!match.MarksFinished)
            {
                return new(_all.Where(match.Fits).ToArray().Select(u => Change(u, change)).ToList());
            }

            var fits = AndAllThatSayThemAgain(_all.Where(match.FitsAnyState));
            var hit = _all.Where(u => !u.State.IsFinal() && fits.Contains(u.Id)).ToArray().Select(u => Change(u, change)).ToList();
            for (var i = 0; i < _all.Count; i++)
            {
                _all[i] = fits.Contains(_all[i].Id) ? _all[i] with { IsTakenBack = true } : _all[i];
            }

            return new(hit);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Utterance?> GetAsync(string id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(_all.Find(u => u.Id == id));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Utterance>> ListAsync(UtteranceQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, 500);
        lock (_lock)
        {
            return new(_all
                .Where(u => (query.State is null || u.State == query.State) && (query.ViewerId is null || u.Viewer.Id == query.ViewerId))
                .Where(u => query.After is null || string.CompareOrdinal(u.Id, query.After) < 0)
                .OrderByDescending(static u => u.Id, StringComparer.Ordinal)
                .Take(query.Limit)
                .ToList());
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Utterance>> PeekAsync(int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_places.Count > 0)
            {
                return new(PlacedOrder.Of(Waiting(u => !IsOver(u)), limit));
            }

            var left = _all.Where(u => u.State == UtteranceState.Queued && !IsOver(u)).ToList();
            var served = new Dictionary<string, long>(_served, StringComparer.Ordinal);
            var turn = (long)_log.Count;
            var order = new List<Utterance>();
            while (order.Count < limit && Next(left, served) is { } next)
            {
                order.Add(next);
                left.Remove(next);
                served[next.TurnKey()] = ++turn;
            }

            return new(order);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<UtteranceState, int>> CountAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(Enum.GetValues<UtteranceState>().ToDictionary(static state => state, state => _all.Count(u => u.State == state)));
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<UtteranceTransition> WatchAsync(long? afterSequence, CancellationToken cancellationToken) =>
        ReadAsync(afterSequence ?? _cursor.Last ?? 0, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _work.Dispose();

    private static Utterance? Next(IEnumerable<Utterance> waiting, Dictionary<string, long> served) => waiting
        .OrderByDescending(static u => u.Priority)
        .ThenByDescending(static u => u.Attempts > 0)
        .ThenBy(u => served.GetValueOrDefault(u.TurnKey()))
        .FirstOrDefault();

    private async IAsyncEnumerable<UtteranceTransition> ReadAsync(long seen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            await _cursor.WaitBeyondAsync(seen, cancellationToken);
            UtteranceTransition next;
            lock (_lock)
            {
                next = _log[(int)seen];
            }

            seen = next.Sequence;
            yield return next;
        }
    }

    private bool Link(string id, string messageId)
    {
        var told = AndAllThatSayThemAgain(_all.Where(u => u.Id == id));
        var isNoted = false;
        for (var i = 0; i < _all.Count; i++)
        {
            if (told.Contains(_all[i].Id) && _all[i].MessageId.Length == 0)
            {
                (_all[i], isNoted) = (_all[i] with { MessageId = messageId }, true);
            }
        }

        return isNoted;
    }

    /// <summary>Ids; what says one again is always younger.</summary>
    private HashSet<string> AndAllThatSayThemAgain(IEnumerable<Utterance> these)
    {
        var ids = these.Select(static u => u.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var copy in _all.Where(u => u.OriginId is { } origin && ids.Contains(origin)))
        {
            ids.Add(copy.Id);
        }

        return ids;
    }

    private List<WaitingTurn> Waiting(Func<Utterance, bool> isWanted) =>
        [
            .. _all.Select((u, i) => new WaitingTurn(u, u.TurnKey(), _served.GetValueOrDefault(u.TurnKey()), i, _places.GetValueOrDefault(i)))
                .Where(one => one.Utterance.State == UtteranceState.Queued && isWanted(one.Utterance)),
        ];

    private void Place(IReadOnlyDictionary<long, Place?> places)
    {
        foreach (var (row, place) in places)
        {
            _places.Remove(row);
            if (place is not null)
            {
                _places.Add(row, place);
            }
        }
    }

    private AddResult Add(Utterance utterance)
    {
        if (_all.Find(u => u.Id == utterance.Id || (u.EventId.Length > 0 && u.EventId == utterance.EventId && u.Source == utterance.Source)) is { } there)
        {
            return new AddResult(AddOutcome.AlreadyThere, there);
        }

        if (utterance.OriginId is { } origin)
        {
            if (_all.Find(u => u.OriginId == origin && !u.State.IsFinal()) is { } copy)
            {
                return new AddResult(AddOutcome.AlreadyThere, copy);
            }

            utterance = Origin.Check(utterance, _all.Find(u => u.Id == origin), Now);
        }

        if (!utterance.State.IsWaiting() || !IsFull())
        {
            return new AddResult(AddOutcome.Added, Insert(utterance.Enter(Now)));
        }

        if (Victim(utterance) is not { } victim)
        {
            return utterance.IsPaid
                ? new AddResult(AddOutcome.Added, Insert(utterance.Enter(Now)))
                : new AddResult(AddOutcome.Fell, Insert(utterance.Apply(QueueReasons.QueueFull, Now)));
        }

        var displaced = Change(victim, QueueReasons.QueueFull).Utterance;
        return new AddResult(AddOutcome.Added, Insert(utterance.Enter(Now)), displaced);
    }

    private bool IsFull()
    {
        if (_all.Count(static u => u.State.IsWaiting()) >= Options.Capacity)
        {
            Expire();
        }

        return _all.Count(static u => u.State.IsWaiting()) >= Options.Capacity;
    }

    private Utterance? Victim(Utterance added)
    {
        var candidates = _all.Where(static u => u.State.IsWaiting() && u.IsChat()).Concat(added.IsChat() ? [added] : []).ToList();
        if (candidates.Count == 0)
        {
            return null;
        }

        var lowest = candidates.Min(static u => u.Priority);
        var victim = candidates
            .Where(u => u.Priority == lowest)
            .GroupBy(static u => u.TurnKey(), StringComparer.Ordinal)
            .OrderByDescending(static viewer => viewer.Count())
            .ThenBy(viewer => candidates.IndexOf(viewer.First()))
            .First()
            .First();
        return victim == added ? null : victim;
    }

    private void Expire()
    {
        foreach (var over in _all.Where(u => u.State == UtteranceState.Queued && IsOver(u)).ToArray())
        {
            Change(over, QueueReasons.TimeToLive);
        }
    }

    private bool IsOver(Utterance u) =>
        Options.ChatTimeToLiveSeconds > 0 && u.IsChat() && u.Timestamps[UtteranceState.Queued].AddSeconds(Options.ChatTimeToLiveSeconds) <= Now;

    private DateTimeOffset ChatMayGoAt() => AirtimeBudget.FreeAt(
        _all.Where(u => u.IsChat()
            && (u.State is UtteranceState.Synthesizing or UtteranceState.Playing
                || (u.State.IsFinal() && u.Timestamps[u.State] > Now - AirtimeWindow && u.AirtimeMs() > 0))),
        Options,
        AirtimeWindow);

    private DateTimeOffset? NextDue(DateTimeOffset chatMayGoAt)
    {
        var waiting = _all.Where(static u => u.State == UtteranceState.Queued && u.IsChat()).ToList();
        if (waiting.Count == 0)
        {
            return null;
        }

        var expires = Options.ChatTimeToLiveSeconds == 0
            ? DateTimeOffset.MaxValue
            : waiting.Min(static u => u.Timestamps[UtteranceState.Queued]).AddSeconds(Options.ChatTimeToLiveSeconds);
        var due = expires < chatMayGoAt ? expires : chatMayGoAt;
        return due == DateTimeOffset.MaxValue ? null : due;
    }

    private Utterance Insert(Utterance utterance)
    {
        _all.Add(utterance);
        Tell(null, utterance);
        return utterance;
    }

    private UtteranceTransition Change(Utterance utterance, UtteranceChange change) => Store(utterance, utterance.Apply(change, Now));

    private UtteranceTransition Store(Utterance utterance, Utterance changed)
    {
        var at = _all.IndexOf(utterance);
        if (_places.Count > 0 && utterance.State == UtteranceState.Queued && changed.State != UtteranceState.Queued)
        {
            Place(PlacedOrder.Leave(Waiting(static _ => true), at));
        }

        _all[at] = changed;
        return Tell(utterance.State, changed);
    }

    private UtteranceTransition Tell(UtteranceState? from, Utterance utterance)
    {
        var transition = new UtteranceTransition(_log.Count + 1, from, utterance, Now);
        _log.Add(transition);
        _cursor.Advance(transition.Sequence);
        if (utterance.State == UtteranceState.Queued || (Options.ChatAirtimeSecondsPerMinute > 0 && utterance.State.IsFinal()))
        {
            _work.Set();
        }

        return transition;
    }
}
