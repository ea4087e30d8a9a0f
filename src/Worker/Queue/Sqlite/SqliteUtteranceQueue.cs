using System.Runtime.CompilerServices;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Redemptions;
using Microsoft.Extensions.Options;

namespace IShowTts.Worker.Queue.Sqlite;

/// <summary>The queue in one SQLite file: what it tells has been committed, and a killed worker finds it again.</summary>
/// <remarks>Thread safe. Guarantees, recovery and tuning: docs/queue.md; why the disk is waited for only when it must be: ADR 0030.</remarks>
internal sealed partial class SqliteUtteranceQueue : IUtteranceQueue, IRedemptionLedger, IAsyncDisposable
{
    private readonly string _path;
    private readonly IOptionsMonitor<QueueOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<SqliteUtteranceQueue> _logger;
    private readonly WorkSignal _work;
    private readonly TransitionCursor _cursor = new();
    private readonly SqliteRetention _retention = new();
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly IUtteranceDoubts? _doubts;
    private SqliteQueueFile? _file;
    private SqliteWriter? _writer;
    private SqliteReader? _reader;
    private long _settled;

    /// <summary>Makes one; nothing is opened before <see cref="OpenAsync"/>.</summary>
    /// <param name="directory">Where the file lies.</param>
    /// <param name="options">Bounds of the queue.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where it tells.</param>
    /// <param name="settlement">How redemptions are settled; null for the defaults.</param>
    /// <param name="doubts">What must not be heard now; null when there is no such thing.</param>
    public SqliteUtteranceQueue(
        DataDirectory directory,
        IOptionsMonitor<QueueOptions> options,
        TimeProvider time,
        ILogger<SqliteUtteranceQueue> logger,
        IOptionsMonitor<SettlementOptions>? settlement = null,
        IUtteranceDoubts? doubts = null)
    {
        _path = directory.QueueFile;
        _options = options;
        _time = time;
        _logger = logger;
        _settlement = settlement;
        _work = new WorkSignal(time);
        _due = new WorkSignal(time);
        _doubts = doubts;
        if (doubts is not null)
        {
            doubts.Settled += OnSettled;
        }
    }

    private SqliteWriter Writer => _writer ?? throw new InvalidOperationException("Call OpenAsync before using the queue.");

    private SqliteReader Reader => _reader ?? throw new InvalidOperationException("Call OpenAsync before using the queue.");

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<UtteranceTransition>> OpenAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_file is not null)
            {
                throw new InvalidOperationException("The queue is open already.");
            }

            var file = await Task.Run(() => SqliteQueueFile.Open(_path, _options.CurrentValue, _time.GetUtcNow()), cancellationToken);
            var writer = new SqliteWriter(file.Writer, _path, Publish, Settle);
            try
            {
                var recovered = await writer.WriteAsync(Recover, static _ => true, cancellationToken);
                _reader = new SqliteReader(file.Reader, _path);
                _file = file;
                _writer = writer;
                Log.Opened(_logger, _path, recovered.Transitions.Count);
                _cursor.Advance(recovered.LastSequence);
                return recovered.Transitions;
            }
            catch
            {
                writer.Dispose();
                file.Dispose();
                throw;
            }
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask<AddResult> AddAsync(Utterance utterance, CancellationToken cancellationToken)
    {
        if (utterance.State is UtteranceState.Synthesizing or UtteranceState.Playing)
        {
            throw new ArgumentException($"An utterance is added as held, queued or final, not as {utterance.State}.", nameof(utterance));
        }

        return WriteAsync(t => SqliteAddition.Add(t, utterance, _options.CurrentValue, _time.GetUtcNow()), _ => utterance.IsPaid, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Utterance?> TakeNextAsync(CancellationToken cancellationToken) =>
        WriteAsync(
            t =>
            {
                var settled = Interlocked.Read(ref _settled);
                var taken = SqliteTurns.Take(t, _options.CurrentValue, _time.GetUtcNow(), _doubts is { IsAny: true } doubts ? doubts.IsDoubted : null, out var due);
                if (taken is null)
                {
                    // Runs while the turn is still held: an addition that follows sets the signal after this.
                    t.AfterCommit = () => Rest(due, settled);
                }

                return taken;
            },
            SqliteTurns.MayTakePaid,
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask WaitForWorkAsync(CancellationToken cancellationToken) => await _work.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<UtteranceTransition?> MoveAsync(
        string id, IReadOnlyCollection<UtteranceState> from, UtteranceChange change, CancellationToken cancellationToken) =>
        WriteAsync(
            t =>
            {
                if (SqliteRows.ById(t.Statements, id) is not { } row || row.Utterance.State.IsFinal() || !from.Contains(row.Utterance.State))
                {
                    return null;
                }

                if (change.To == UtteranceState.Playing && _doubts?.IsDoubted(row.Utterance) == true)
                {
                    t.Store(row, row.Utterance.PutBack(QueueReasons.Doubted), _time.GetUtcNow());
                    return null;
                }

                return t.Change(row, change, _time.GetUtcNow());
            },
            s => SqliteRows.IsPaid(s, id),
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask SaveProgressAsync(string id, TimeSpan heard, TimeSpan? total, CancellationToken cancellationToken) =>
        await WriteAsync(
            t => t.Statements.Execute(
                "UPDATE utterance SET heard_ms = @heard, audio_ms = COALESCE(@total, audio_ms) WHERE id = @id AND state = 3",
                ("@heard", heard.TotalMilliseconds),
                ("@total", total?.TotalMilliseconds),
                ("@id", id)),
            s => SqliteRows.IsPaid(s, id),
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<UtteranceTransition?> RewordAsync(string id, string spokenText, StateReason reason, CancellationToken cancellationToken) =>
        WriteAsync(
            t => SqliteRows.ById(t.Statements, id) is { } row && row.Utterance.State.IsWaiting()
                ? t.Store(row, row.Utterance with { SpokenText = spokenText, Reason = reason }, _time.GetUtcNow())
                : null,
            s => SqliteRows.IsPaid(s, id),
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<UtteranceTransition?> PlaceAsync(string id, string? beforeId, StateReason reason, CancellationToken cancellationToken) =>
        WriteAsync(
            t =>
            {
                var now = _time.GetUtcNow();
                SqliteTurns.Expire(t, _options.CurrentValue, now);
                return SqlitePlaces.Put(t, id, beforeId, reason, now);
            },
            s => SqliteRows.IsPaid(s, id),
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<UtteranceTransition>> CancelAsync(
        UtteranceMatch match, UtteranceState to, StateReason reason, CancellationToken cancellationToken)
    {
        if (!to.IsFinal())
        {
            throw new ArgumentException($"What is cancelled gets a final state, not {to}.", nameof(to));
        }

        return WriteAsync(
            t =>
            {
                var now = _time.GetUtcNow();
                var rows = match.MarksFinished ? SqliteRows.TakenBack(t.Statements, match) : SqliteRows.Matching(t.Statements, match);
                SqlitePlaces.LeaveFirst(t.Statements, rows);
                foreach (var row in rows)
                {
                    t.Change(row, new UtteranceChange(to, reason), now);
                }

                if (match.MarksFinished)
                {
                    SqliteRows.MarkTakenBack(t.Statements, match);
                }

                return t.Made;
            },
            static _ => true,
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Utterance?> GetAsync(string id, CancellationToken cancellationToken) =>
        Reader.ReadAsync(s => SqliteRows.ById(s, id)?.Utterance, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Utterance>> ListAsync(UtteranceQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, 500);
        return Reader.ReadAsync(s => SqliteRows.List(s, query), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Utterance>> PeekAsync(int limit, CancellationToken cancellationToken) =>
        Reader.ReadAsync(s => SqliteTurns.Peek(s, limit, _options.CurrentValue, _time.GetUtcNow()), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<UtteranceState, int>> CountAsync(CancellationToken cancellationToken) =>
        Reader.ReadAsync(SqliteRows.Count, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<UtteranceTransition> WatchAsync(long? afterSequence, CancellationToken cancellationToken) =>
        ReadTransitionsAsync(afterSequence ?? _cursor.Last, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_writer is { } writer && _file is { } file)
        {
            await writer.CloseAsync();
            await Reader.CloseAsync();
            _writer = null;
            _file = null;
            writer.Dispose();
            Reader.Dispose();
            file.Dispose();
        }

        if (_doubts is not null)
        {
            _doubts.Settled -= OnSettled;
        }

        _work.Dispose();
        _due.Dispose();
        _opening.Dispose();
    }

    /// <summary>One transaction, and with it the history's share of clearing up.</summary>
    private ValueTask<T> WriteAsync<T>(Func<SqliteTransitions, T> work, Func<SqliteStatements, bool> isPaid, CancellationToken cancellationToken) =>
        Writer.WriteAsync(
            t =>
            {
                var result = work(t);
                _retention.AfterChanges(t, _options.CurrentValue, _time.GetUtcNow());
                return result;
            },
            isPaid,
            cancellationToken);

    /// <summary>There is nothing to take, unless a doubt was settled since it was looked for: that takes no turn.</summary>
    /// <param name="due">When there will be.</param>
    /// <param name="settled">What <see cref="_settled"/> was before it was looked for.</param>
    private void Rest(DateTimeOffset? due, long settled)
    {
        _work.Reset(due);
        if (Interlocked.Read(ref _settled) != settled)
        {
            _work.Set();
        }
    }

    private void OnSettled()
    {
        Interlocked.Increment(ref _settled);
        _work.Set();
    }

    private async IAsyncEnumerable<UtteranceTransition> ReadTransitionsAsync(
        long? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = after ?? await _cursor.WaitBeyondAsync(-1, cancellationToken);
        while (true)
        {
            await _cursor.WaitBeyondAsync(seen, cancellationToken);
            foreach (var transition in await Reader.ReadAsync(s => SqliteRows.TransitionsAfter(s, seen), cancellationToken))
            {
                yield return transition;
                seen = transition.Sequence;
            }
        }
    }

    private (IReadOnlyList<UtteranceTransition> Transitions, long LastSequence) Recover(SqliteTransitions transitions)
    {
        var now = _time.GetUtcNow();
        foreach (var row in SqliteRows.Interrupted(transitions.Statements))
        {
            if (QueueRecovery.Decide(row.Utterance, _options.CurrentValue) is { } change)
            {
                transitions.Change(row, change, now);
            }
        }

        _retention.Start(transitions.Statements, _options.CurrentValue, now);
        return (transitions.Made, SqliteRows.LastSequence(transitions.Statements));
    }

    private void Publish(SqliteTransitions transitions)
    {
        if (transitions.HasDueRedemption)
        {
            _due.Set();
        }

        if (transitions.Made.Count == 0)
        {
            return;
        }

        _cursor.Advance(transitions.Made[^1].Sequence);
        var isAirtimeLimited = _options.CurrentValue.ChatAirtimeSecondsPerMinute > 0;
        if (transitions.Made.Any(t => t.Utterance.State == UtteranceState.Queued || (isAirtimeLimited && t.Utterance.State.IsFinal())))
        {
            _work.Set();
        }
    }
}
